using System.DirectoryServices.Protocols;
using System.Runtime.CompilerServices;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>
/// A directory server (LDAP over TLS). Persons are known by the permanent id of their entry, so they may be renamed and moved.
/// Where every entry says when it was changed, a later reading asks for the changed ones whole and for the others only who is there.
/// </summary>
internal sealed class LdapSource(LdapOptions options, TimeProvider clock) : CustomerUserSource
{
    /// <summary>The kind, as written in files.</summary>
    public const string Kind = "Ldap";

    private readonly LdapPersonReader reader = new(options);

    /// <inheritdoc/>
    public override string Connection => $"{string.Join(", ", options.Servers)} below {options.Base}";

    /// <inheritdoc/>
    public override TimeSpan? Interval => options.RefreshInterval;

    /// <inheritdoc/>
    public override string? WhyNobody => LdapProblems.NobodyMatches(options);

    /// <inheritdoc/>
    public override bool IsRefused => options.Password?.IsRefused ?? false;

    /// <summary>From the keys of <see cref="LdapOptions"/>.</summary>
    public static CustomerUserSource? Of(BackEndKeys keys) => LdapOptions.Of(keys) is { } options ? new LdapSource(options, TimeProvider.System) : null;

    /// <inheritdoc/>
    public override async IAsyncEnumerable<SourceItem> ReadAsync(string? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // What changes while it is read must be found again.
        var begun = clock.GetUtcNow();
        await using var session = await LdapSession.OpenAsync(options, cancellationToken);
        yield return new SourceOrigin(session.Server.ToString());
        if (LdapMark.Of(since, session.Server) is { } before && await SinceAsync(session, before, begun, cancellationToken) is { } items)
        {
            foreach (var item in items)
            {
                yield return item;
            }

            yield break;
        }

        if (since is not null)
        {
            yield return new SourceWhole();
        }

        var (times, names) = (new LdapTimes(), new LdapNames(options));
        var valid = await ValidAsync(session, cancellationToken);
        await foreach (var entry in session.SearchAsync(options.Filter, options.Attributes.All, cancellationToken))
        {
            names.Saw(entry);
            var person = reader.Person(entry, valid);
            times.Add(person.ExternalId, reader.Changed(entry));
            yield return person;
        }

        if (names.Problem() is { } problem)
        {
            throw new SourceException($"{session.Server}: {problem}");
        }

        if (LdapMark.After(session.Server, times, begun) is { } mark)
        {
            yield return new SourceMark(mark.ToString());
        }
    }

    // Null: somebody is there of whom it cannot be said whether she is as she was at the mark. Then everybody must be read.
    private async Task<List<SourceItem>?> SinceAsync(LdapSession session, LdapMark before, DateTimeOffset begun, CancellationToken cancellationToken)
    {
        var (items, given, times) = (new List<SourceItem>(), new HashSet<string>(), new LdapTimes());
        var valid = await ValidAsync(session, cancellationToken);
        try
        {
            var filter = LdapFilter.AtLeast(options.Filter, options.Attributes.Changed!, before.Since);
            await foreach (var entry in session.SearchAsync(filter, options.Attributes.All, cancellationToken))
            {
                var person = reader.Person(entry, valid);
                if (person.ExternalId is not { } id)
                {
                    return null;
                }

                given.Add(id);
                items.Add(person);
                times.Add(id, reader.Changed(entry));
            }
        }
        catch (SourceException e) when (e.InnerException is DirectoryOperationException)
        {
            // The server shows the time, but does not search by it.
            return null;
        }

        // After the changed ones: who comes or changes in between is not as she was.
        await foreach (var entry in session.SearchAsync(options.Filter, options.Attributes.OfPresence, cancellationToken))
        {
            if (reader.Presence(entry, valid) is not { } there)
            {
                return null;
            }

            if (given.Contains(there.ExternalId))
            {
                continue;
            }

            var time = reader.Changed(entry);
            if (!before.Times.Has(there.ExternalId, time))
            {
                return null;
            }

            items.Add(there);
            times.Add(there.ExternalId, time);
        }

        if (LdapMark.After(session.Server, times, begun) is { } mark)
        {
            items.Add(new SourceMark(mark.ToString()));
        }

        return items;
    }

    private async Task<HashSet<string>?> ValidAsync(LdapSession session, CancellationToken cancellationToken)
    {
        if (options.ValidFilter is not { } validFilter)
        {
            return null;
        }

        var valid = new HashSet<string>();
        await foreach (var entry in session.SearchAsync(LdapFilter.And(options.Filter, validFilter), [options.Attributes.Id], cancellationToken))
        {
            if (reader.Id(entry) is { } id)
            {
                valid.Add(id);
            }
        }

        return valid;
    }
}
