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
    public override async IAsyncEnumerable<SourceItem> ReadAsync(SourceMark? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // What changes while it is read must be found again.
        var begun = clock.GetUtcNow();
        await using var session = await LdapSession.OpenAsync(options, cancellationToken);
        yield return new SourceOrigin(session.Server.ToString());
        var before = since is LdapMark mark && mark.Server == session.Server ? mark : null;
        if (since is not null && before is null)
        {
            yield return new SourceWhole();
        }

        var valid = await ValidAsync(session, cancellationToken);
        await foreach (var item in before is null
            ? WholeAsync(session, valid, begun, cancellationToken)
            : SinceAsync(session, before, valid, begun, cancellationToken))
        {
            yield return item;
        }
    }

    private async IAsyncEnumerable<SourceItem> WholeAsync(
        LdapSession session, LdapDigests? valid, DateTimeOffset begun, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (times, names) = (new LdapTimes(), new LdapNames(options));
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
            yield return mark;
        }
    }

    // Unsure: somebody is there of whom it cannot be said whether she is as she was at the mark.
    private async IAsyncEnumerable<SourceItem> SinceAsync(
        LdapSession session, LdapMark before, LdapDigests? valid, DateTimeOffset begun, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (given, times) = (new LdapDigests(), new LdapTimes());
        var filter = LdapFilter.AtLeast(options.Filter, options.Attributes.Changed!, before.Since);
        await using var changed = session.SearchAsync(filter, options.Attributes.All, cancellationToken).GetAsyncEnumerator(cancellationToken);
        for (bool? more; (more = await NextAsync(changed)) != false;)
        {
            if (more is null || reader.Person(changed.Current, valid) is not { ExternalId: { } id } person)
            {
                yield return new SourceUnsure();
                yield break;
            }

            given.Add(id);
            times.Add(id, reader.Changed(changed.Current));
            yield return person;
        }

        // After the changed ones: who comes or changes in between is not as she was.
        await foreach (var entry in session.SearchAsync(options.Filter, options.Attributes.OfPresence, cancellationToken))
        {
            if (reader.Presence(entry, valid) is not { } there)
            {
                yield return new SourceUnsure();
                yield break;
            }

            if (given.Has(there.ExternalId))
            {
                continue;
            }

            var time = reader.Changed(entry);
            if (!before.Times.Has(there.ExternalId, time))
            {
                yield return new SourceUnsure();
                yield break;
            }

            times.Add(there.ExternalId, time);
            yield return there;
        }

        if (LdapMark.After(session.Server, times, begun) is { } mark)
        {
            yield return mark;
        }
    }

    // Null: the server shows the time, but does not search by it.
    private static async ValueTask<bool?> NextAsync(IAsyncEnumerator<LdapEntry> entries)
    {
        try
        {
            return await entries.MoveNextAsync();
        }
        catch (SourceException e) when (e.InnerException is DirectoryOperationException)
        {
            return null;
        }
    }

    private async Task<LdapDigests?> ValidAsync(LdapSession session, CancellationToken cancellationToken)
    {
        if (options.ValidFilter is not { } validFilter)
        {
            return null;
        }

        var valid = new LdapDigests();
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
