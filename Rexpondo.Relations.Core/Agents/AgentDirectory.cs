using System.Data.Common;
using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Agents;

/// <summary>
/// The agents: adding, passwords, roles, disabling, signing in. A change is recorded as a change set without cells, in the
/// same transaction; no relation is ever touched. What an agent changes is refused if she may not, asked in that transaction
/// too: <see cref="AgentsNotAllowed"/>.
/// </summary>
/// <param name="store">Where they are.</param>
/// <param name="bell">Rings after a change.</param>
/// <param name="clock">The time.</param>
/// <param name="hashing">How passwords are hashed, for tests; null: as is advised.</param>
/// <param name="logger">Hears what a sign-in could not write; null: nobody does.</param>
public sealed class AgentDirectory(
    RelationsStore store, StoreBell bell, TimeProvider clock, PasswordHasherOptions? hashing = null, ILogger<AgentDirectory>? logger = null) : IDisposable
{
    // What OWASP's Password Storage Cheat Sheet advises for PBKDF2-HMAC-SHA512. Hashes with fewer are raised when their agent signs in.
    private const int Iterations = 210_000;

    private static readonly Action<ILogger, string, Exception?> NotNoted =
        LoggerMessage.Define<string>(LogLevel.Warning, new EventId(1, nameof(NotNoted)), "The sign-in of {Login} could not be written");

    private readonly PasswordHasher<AgentRow> hasher = new(Options.Create(hashing ?? new PasswordHasherOptions { IterationCount = Iterations }));
    private readonly RelationsDbContextFactory contexts = new(store);
    private readonly SignInThrottle throttle = new(clock);

    // Verified for a login nobody has, so that it takes as long as a wrong password.
    private string? nobodysHash;

    /// <summary>True if there is any agent, disabled or not.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await context.Agents.AnyAsync(cancellationToken);
    }

    /// <summary>The agent of this number, or null.</summary>
    public async Task<Agent?> FindAsync(AgentId id, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await context.Agents.AsNoTracking().SingleOrDefaultAsync(agent => agent.Id == id.Value, cancellationToken) is { } row ? ToAgent(row) : null;
    }

    /// <summary>All agents, in the order of their logins.</summary>
    public async Task<IReadOnlyList<Agent>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var rows = await context.Agents.AsNoTracking().ToListAsync(cancellationToken);
        return [.. rows.OrderBy(row => row.LoginFolded, StringComparer.Ordinal).Select(ToAgent)];
    }

    /// <summary>Who stands in the change log for what an agent does on a screen.</summary>
    public static ChangeAuthor By(AgentId agent) => new(agent, "", ChangeWay.Screen);

    /// <summary>Adds an agent, in the name of the command line.</summary>
    public Task<AgentChange> AddAsync(string login, AgentRole role, string password, CancellationToken cancellationToken) =>
        AddAsync(login, role, password, CommandLine, cancellationToken);

    /// <summary>Adds an agent. Refused: <see cref="LoginRefused"/>, <see cref="PasswordRefused"/>.</summary>
    public async Task<AgentChange> AddAsync(string login, AgentRole role, string password, ChangeAuthor author, CancellationToken cancellationToken)
    {
        login = TextRule.Clean(login);
        if (FieldRules.Error("login", login, required: true) is { } error)
        {
            return new LoginRefused(error);
        }

        if (PasswordRules.Error(password) is { } weak)
        {
            return new PasswordRefused(weak);
        }

        var row = new AgentRow
        {
            Login = login,
            LoginFolded = LoginFolding.Fold(login),
            PasswordHash = hasher.HashPassword(null!, password),
            Role = role,
            Stamp = NewStamp(),
        };
        return await ChangeAsync(
            author,
            context =>
            {
                if (Find(context, login) is { } taken)
                {
                    return (null, new LoginRefused($"there is already an agent {taken.Login}"));
                }

                context.Add(row);
                return (row, null);
            },
            $"agent {login} added",
            cancellationToken);
    }

    /// <summary>Sets a password, in the name of the command line.</summary>
    public Task<AgentChange> SetPasswordAsync(string login, string password, CancellationToken cancellationToken) =>
        SetPasswordAsync(login, password, CommandLine, cancellationToken);

    /// <summary>Sets a password and ends the agent's sessions. Refused: <see cref="NoSuchAgent"/>, <see cref="PasswordRefused"/>.</summary>
    public async Task<AgentChange> SetPasswordAsync(string login, string password, ChangeAuthor author, CancellationToken cancellationToken)
    {
        if (PasswordRules.Error(password) is { } weak)
        {
            return new PasswordRefused(weak);
        }

        var hash = hasher.HashPassword(null!, password);
        return await ChangeAsync(
            author,
            context =>
            {
                if (Find(context, login) is not { } row)
                {
                    return (null, new NoSuchAgent(login));
                }

                (row.PasswordHash, row.Stamp) = (hash, NewStamp());
                return (row, null);
            },
            $"password of agent {login} set",
            cancellationToken);
    }

    /// <summary>Disables an agent, in the name of the command line.</summary>
    public Task<AgentChange> DisableAsync(string login, CancellationToken cancellationToken) => DisableAsync(login, CommandLine, cancellationToken);

    /// <summary>
    /// Disables an agent and ends her sessions; who is disabled already stays so, and nothing is written. Refused:
    /// <see cref="NoSuchAgent"/>, <see cref="LastAdmin"/>, <see cref="NotOneself"/>.
    /// </summary>
    public Task<AgentChange> DisableAsync(string login, ChangeAuthor author, CancellationToken cancellationToken) => ChangeOfOtherAsync(
        login, author, losesAdmin: true, row => row.Disabled = true, $"agent {login} disabled", cancellationToken);

    /// <summary>Lets a disabled agent sign in again, with the password she had. Refused: <see cref="NoSuchAgent"/>, <see cref="NotOneself"/>.</summary>
    public Task<AgentChange> EnableAsync(string login, ChangeAuthor author, CancellationToken cancellationToken) => ChangeOfOtherAsync(
        login, author, losesAdmin: false, row => row.Disabled = false, $"agent {login} enabled", cancellationToken);

    /// <summary>
    /// Gives an agent another role and ends her sessions. Refused: <see cref="NoSuchAgent"/>, <see cref="LastAdmin"/>,
    /// <see cref="NotOneself"/>.
    /// </summary>
    public Task<AgentChange> SetRoleAsync(string login, AgentRole role, ChangeAuthor author, CancellationToken cancellationToken) => ChangeOfOtherAsync(
        login, author, losesAdmin: role != AgentRole.Admin, row => row.Role = role, $"agent {login} is {role.ToText()}", cancellationToken);

    /// <summary>
    /// Checks login and password. Takes as long for an unknown login as for a wrong password. A success is noted at the
    /// agent; that is no change anybody must follow, so it is not in the change log.
    /// </summary>
    /// <param name="login">As typed.</param>
    /// <param name="password">What was typed.</param>
    /// <param name="place">Where it was typed; wrong tries are counted, and too many make one wait.</param>
    /// <param name="cancellationToken">Ends the waiting for the store.</param>
    public async Task<SignIn> SignInAsync(string login, string password, SignInPlace place, CancellationToken cancellationToken)
    {
        var folded = LoginFolding.Fold(TextRule.Clean(login.Length <= FieldRules.MaxLength ? login : login[..FieldRules.MaxLength]));
        return await throttle.TryAsync(folded, place, () => LookAsync(login, password, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => throttle.Dispose();

    private static ChangeAuthor CommandLine => new(null, "command line", ChangeWay.CommandLine);

    private static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    private static AgentRow? Find(RelationsDbContext context, string login)
    {
        var logins = Logins(login);
        return BestOf(context.Agents.Where(agent => logins.Contains(agent.LoginFolded)).ToList(), logins);
    }

    private static async Task<AgentRow?> FindAsync(IQueryable<AgentRow> agents, string login, CancellationToken cancellationToken)
    {
        var logins = Logins(login);
        return BestOf(await agents.Where(agent => logins.Contains(agent.LoginFolded)).ToListAsync(cancellationToken), logins);
    }

    private static List<string> Logins(string login) => [.. TextRule.Sought(login).Select(LoginFolding.Fold)];

    private static AgentRow? BestOf(IEnumerable<AgentRow> agents, List<string> logins) => agents.MinBy(agent => logins.IndexOf(agent.LoginFolded));

    private static Agent ToAgent(AgentRow row) => new(new AgentId(row.Id), row.Login, row.Role, row.Disabled, row.Stamp, row.LastSignIn);

    private async Task<SignIn> LookAsync(string login, string password, CancellationToken cancellationToken)
    {
        AgentRow? row;
        await using (var context = contexts.CreateDbContext())
        {
            row = login.Length <= FieldRules.MaxLength ? await FindAsync(context.Agents.AsNoTracking(), login, cancellationToken) : null;
        }

        var typed = password.Length <= PasswordRules.MaxLength ? password : "";
        var verified = hasher.VerifyHashedPassword(null!, row?.PasswordHash ?? (nobodysHash ??= hasher.HashPassword(null!, NewStamp())), typed);
        if (row is null or { Disabled: true } || verified == PasswordVerificationResult.Failed)
        {
            return new WrongPassword();
        }

        try
        {
            var newHash = verified == PasswordVerificationResult.SuccessRehashNeeded ? hasher.HashPassword(null!, password) : null;
            return await NoteSignInAsync(row, newHash, cancellationToken);
        }
        catch (Exception e) when (e is (DbUpdateException or DbException or StoreException or IOException) and not StoreReplacedException)
        {
            // On a full disk an agent must still get in, to see what is there and to make room.
            NotNoted(logger ?? NullLogger<AgentDirectory>.Instance, row.Login, e);
            return await FindAsync(new AgentId(row.Id), cancellationToken) is { Disabled: false } agent && agent.Stamp == row.Stamp
                ? new SignedIn(agent)
                : new WrongPassword();
        }
    }

    private Task<SignIn> NoteSignInAsync(AgentRow verified, string? newHash, CancellationToken cancellationToken) => store.WriteAsync<SignIn>(
        connection =>
        {
            using var context = RelationsDbContextFactory.Within(connection);
            // Meanwhile the agent may have been disabled or her password changed.
            if (context.Agents.SingleOrDefault(agent => agent.Id == verified.Id && agent.Stamp == verified.Stamp) is not { } row)
            {
                return new WrongPassword();
            }

            row.LastSignIn = clock.GetUtcNow();
            row.PasswordHash = newHash ?? row.PasswordHash;
            context.SaveChanges();
            return new SignedIn(ToAgent(row));
        },
        cancellationToken);

    // What ends sessions changes the stamp; what changes nothing keeps it.
    private Task<AgentChange> ChangeOfOtherAsync(
        string login, ChangeAuthor author, bool losesAdmin, Action<AgentRow> change, string what, CancellationToken cancellationToken) => ChangeAsync(
        author,
        context =>
        {
            if (Find(context, login) is not { } row)
            {
                return (null, new NoSuchAgent(login));
            }

            if (row.Id == author.Agent?.Value)
            {
                return (null, new NotOneself(row.Login));
            }

            if (losesAdmin && row is { Disabled: false, Role: AgentRole.Admin }
                && !context.Agents.Any(other => other.Id != row.Id && other.Role == AgentRole.Admin && !other.Disabled))
            {
                return (null, new LastAdmin(row.Login));
            }

            change(row);
            if (context.ChangeTracker.HasChanges())
            {
                row.Stamp = NewStamp();
            }

            return (row, null);
        },
        what,
        cancellationToken);

    private async Task<AgentChange> ChangeAsync(
        ChangeAuthor author, Func<RelationsDbContext, (AgentRow? Row, AgentRefused? Refused)> change, string what, CancellationToken cancellationToken)
    {
        var (result, written) = await store.WriteAsync<(AgentChange Result, bool Written)>(
            connection =>
            {
                if (author.Agent is { } acting)
                {
                    if (AgentRights.MayEdit(connection, acting).Login is not { } actingLogin)
                    {
                        return (new AgentsNotAllowed(), false);
                    }

                    author = author with { Login = actingLogin };
                }

                using var context = RelationsDbContextFactory.Within(connection);
                switch (change(context))
                {
                    case (_, { } refused):
                        return (refused, false);
                    case ({ } row, _):
                        var differs = context.ChangeTracker.HasChanges();
                        if (differs)
                        {
                            context.SaveChanges();
                            ChangeLog.Begin(connection, author with { Reason = author.Reason ?? what }, clock.GetUtcNow(), touchesNames: false);
                        }

                        return (new AgentSaved(ToAgent(row)), differs);
                    default:
                        throw new UnreachableException();
                }
            },
            cancellationToken);
        if (written)
        {
            bell.Ring();
        }

        return result;
    }
}
