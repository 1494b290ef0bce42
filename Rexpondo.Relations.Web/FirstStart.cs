using System.Security.Cryptography;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Web;

/// <summary>
/// What happens before a server listens for the first time, that is while there is no agent (spec §6): in Development the
/// sample desk and an agent with a password that is said once, otherwise a link to create the first agent.
/// </summary>
public sealed class FirstStart(
    RelationsStore store, AgentDirectory agents, Importer importer, SetUpLink link, IHostEnvironment environment, IConfiguration configuration)
{
    /// <summary>The agent that is made in Development.</summary>
    public const string Login = "root@localhost";

    // Letters and digits that nobody mistakes for each other.
    private const string PasswordLetters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int PasswordLength = 20;

    private static readonly ChangeAuthor Author = new(null, "first start", ChangeWay.FirstStart);

    /// <summary>Does it, or nothing if there is an agent already.</summary>
    /// <param name="console">Where password or link are said, this once.</param>
    /// <param name="cancellationToken">Ends it between the steps.</param>
    public async Task RunAsync(TextWriter console, CancellationToken cancellationToken)
    {
        if (await agents.AnyAsync(cancellationToken))
        {
            return;
        }

        if (!environment.IsDevelopment())
        {
            await SayAsync(
                console,
                "There is no agent yet. Create the first one here:",
                $"  {Address(configuration["urls"])}/set-up?token={link.Open()}",
                "The link is valid once, until this server ends.");
            return;
        }

        // Only an empty store gets the sample: whoever imported files of his own first keeps them unmixed.
        if (store.Read(ChangeLog.Revision, cancellationToken) == 0
            && await importer.ImportAsync(Path.Combine(SettingsFile.Folder, "sample"), Author, dryRun: false, progress: null, cancellationToken) is ImportRefused refused)
        {
            await SayAsync(console, ["The sample desk was not loaded:", .. refused.Problems.Select(problem => $"  {problem}")]);
        }

        var password = RandomNumberGenerator.GetString(PasswordLetters, PasswordLength);
        if (await agents.AddAsync(Login, AgentRole.Admin, password, Author, cancellationToken) is AgentSaved)
        {
            await SayAsync(
                console, "The first agent was made. This is said once:", $"  Address   {Address(configuration["urls"])}", $"  Login     {Login}", $"  Password  {password}");
        }
    }

    /// <summary>The first address the server listens on, as one would type it into a browser of this machine.</summary>
    internal static string Address(string? urls)
    {
        var first = (urls ?? "").Split(';')[0].TrimEnd('/');
        foreach (var everywhere in (string[])["://*", "://+", "://0.0.0.0", "://[::]"])
        {
            first = first.Replace(everywhere, "://localhost", StringComparison.Ordinal);
        }

        return first;
    }

    private static async Task SayAsync(TextWriter console, params IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            await console.WriteLineAsync(line);
        }

        await console.FlushAsync();
    }
}
