using System.Collections.Immutable;
using System.DirectoryServices.Protocols;
using System.Net;
using System.Runtime.CompilerServices;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>
/// One connection to a directory: connected, bound, asked page by page. The client below blocks its thread while it waits, so
/// each call has a thread of its own, and closing the tunnel ends it: when the caller gives up, or the server is silent too long.
/// </summary>
internal sealed class LdapSession : IAsyncDisposable
{
    private readonly LdapOptions options;
    private readonly LdapSilence silence;
    private readonly LdapTunnel tunnel;
    private LdapConnection? connection;

    private LdapSession(LdapOptions options, LdapServer server, LdapSilence silence, LdapTunnel tunnel) =>
        (this.options, Server, this.silence, this.tunnel) = (options, server, silence, tunnel);

    /// <summary>The server that answered.</summary>
    public LdapServer Server { get; }

    /// <summary>Connects to the first server that takes the bind and answers a search.</summary>
    /// <exception cref="SourceException">
    /// Why none does, for each. A refused password is not tried at the next one: it would be refused there, too, and one more try
    /// may lock the account. Then <see cref="LdapPassword.IsRefused"/>.
    /// </exception>
    public static async Task<LdapSession> OpenAsync(LdapOptions options, CancellationToken cancellationToken)
    {
        var password = options.Password is { } kept ? await Task.Run(kept.Read, cancellationToken).WaitAsync(cancellationToken) : "";
        var problems = ImmutableArray.CreateBuilder<string>();
        foreach (var server in options.Servers)
        {
            try
            {
                return await OpenAsync(options, server, password, cancellationToken);
            }
            catch (SourceException e)
            {
                problems.AddRange(e.Problems);
                if (e.InnerException is LdapException { ErrorCode: LdapProblems.InvalidCredentials })
                {
                    options.Password?.Refused(password);
                    break;
                }
            }
        }

        throw new SourceException([.. problems.Distinct()]);
    }

    /// <summary>All entries below the base that match; the next page is asked for once the last was taken.</summary>
    /// <param name="filter">Which entries.</param>
    /// <param name="attributes">Which attributes of them.</param>
    /// <param name="cancellationToken">Ends it at once, also while an answer is awaited.</param>
    /// <exception cref="SourceException">Not all came.</exception>
    public async IAsyncEnumerable<LdapEntry> SearchAsync(
        string filter, string[] attributes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = new PageResultRequestControl(options.PageSize);
        var request = new SearchRequest(options.Base, filter, SearchScope.Subtree, attributes);
        request.Controls.Add(page);
        var (count, bounds) = (0, new LdapBounds());
        do
        {
            var response = await CallAsync(
                () => (SearchResponse)connection!.SendRequest(request), e => LdapProblems.OfSearch(options, e, count), cancellationToken);
            if (response.ResultCode != ResultCode.Success)
            {
                throw new SourceException($"{Server}: {LdapProblems.OfResult(options, response, count)}");
            }

            foreach (SearchResultEntry entry in response.Entries)
            {
                count++;
                var read = LdapEntry.Of(entry);
                Refuse(bounds.Add(read));
                yield return read;
            }

            page.Cookie = response.Controls.OfType<PageResultResponseControl>().FirstOrDefault()?.Cookie ?? [];
            Refuse(page.Cookie.Length > 0 ? bounds.Turn() : null);
        }
        while (page.Cookie.Length > 0);

        void Refuse(string? problem)
        {
            if (problem is not null)
            {
                throw new SourceException($"{Server}: {problem}");
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        connection?.Dispose();
        await tunnel.DisposeAsync();
        silence.Dispose();
    }

    private static async Task<LdapSession> OpenAsync(LdapOptions options, LdapServer server, string password, CancellationToken cancellationToken)
    {
        var session = await ConnectAsync(options, server, cancellationToken);
        try
        {
            await session.BindAsync(password, cancellationToken);
            options.Password?.Taken();
            await session.AskAsync(cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    private static async Task<LdapSession> ConnectAsync(LdapOptions options, LdapServer server, CancellationToken cancellationToken)
    {
        var silence = new LdapSilence(options.Timeout, LdapSilence.LongestReading, TimeProvider.System);
        LdapLine? line = null;
        try
        {
            line = await LdapLine.OpenAsync(server, options.CaFile, options.Timeout, cancellationToken);
            return new LdapSession(options, server, silence, new LdapTunnel(line, silence.Heard));
        }
        catch
        {
            if (line is not null)
            {
                await line.DisposeAsync();
            }

            silence.Dispose();
            throw;
        }
    }

    // A server that takes a bind may still not answer, with its data away or while it starts: then the next one is asked.
    // What it answers is for the search that matters; it says more.
    private async Task AskAsync(CancellationToken cancellationToken)
    {
        var code = await CallAsync(
            () =>
            {
                try
                {
                    return connection!.SendRequest(new SearchRequest(options.Base, "(objectClass=*)", SearchScope.Base, "1.1")).ResultCode;
                }
                catch (DirectoryOperationException e) when (e.Response is { } response)
                {
                    return response.ResultCode;
                }
            },
            e => LdapProblems.OfSearch(options, e, before: 0),
            cancellationToken);
        if (code is ResultCode.Busy or ResultCode.Unavailable)
        {
            throw new SourceException($"{Server}: the server answers {code}");
        }
    }

    private Task<bool> BindAsync(string password, CancellationToken cancellationToken) => CallAsync(
        () =>
        {
            connection = new LdapConnection(new LdapDirectoryIdentifier(IPAddress.Loopback.ToString(), tunnel.Port))
            {
                AuthType = options.BindDn is null ? AuthType.Anonymous : AuthType.Basic,
                AutoBind = false,

                // Silence is measured here; the client would measure the whole answer.
                Timeout = TimeSpan.FromDays(1),
            };
            connection.SessionOptions.ProtocolVersion = 3;
            connection.SessionOptions.ReferralChasing = ReferralChasingOptions.None;
            if (options.BindDn is { } dn)
            {
                connection.Bind(new NetworkCredential(dn, password));
            }
            else
            {
                connection.Bind();
            }

            return true;
        },
        e => LdapProblems.OfBind(options.BindDn, e),
        cancellationToken);

    private async Task<T> CallAsync<T>(Func<T> call, Func<DirectoryException, string> problem, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        silence.Begin();
        try
        {
            await using var given = cancellationToken.Register(tunnel.Close);
            await using var silent = silence.TooLong.Register(tunnel.Close);
            return await Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The directory is no longer asked", e, cancellationToken);
        }
        catch (Exception e) when (IsMissing(e))
        {
            throw new SourceException(LdapProblems.NoLibrary, e);
        }
        catch (DirectoryException e)
        {
            throw new SourceException($"{Server}: {(silence.TooLong.IsCancellationRequested ? silence.Reason : problem(e))}", e);
        }
        catch (Exception e)
        {
            throw new SourceException($"{Server}: {e.Message}", e);
        }
        finally
        {
            silence.End();
        }
    }

    private static bool IsMissing(Exception e) => e is DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException };
}
