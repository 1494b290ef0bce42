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
    public override string Connection => $"{string.Join(" ", options.Servers)} {options.Base}";

    /// <inheritdoc/>
    public override TimeSpan? Interval => options.RefreshInterval;

    /// <inheritdoc/>
    public override bool IsRefused => options.Password?.IsRefused ?? false;

    /// <summary>From the keys of <see cref="LdapOptions"/>.</summary>
    public static CustomerUserSource? Of(BackEndKeys keys) => LdapOptions.Of(keys) is { } options ? new LdapSource(options, TimeProvider.System) : null;

    /// <inheritdoc/>
    public override async IAsyncEnumerable<SourceItem> ReadAsync(string? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // What changes while it is read must be found again, and a time from the future must not hide what comes until then.
        var begun = clock.GetUtcNow();
        await using var session = await LdapSession.OpenAsync(options, cancellationToken);
        var before = options.Attributes.Changed is null ? null : LdapMark.Of(since, session.Server);
        var filter = before is null ? options.Filter : LdapFilter.AtLeast(options.Filter, options.Attributes.Changed!, before.Since);
        var valid = options.ValidFilter is null ? null : await ValidAsync(session, options.ValidFilter, cancellationToken);
        var changed = before is null ? null : new HashSet<string>();
        var latest = before?.Time;
        var allSayWhen = options.Attributes.Changed is not null;
        await foreach (var entry in session.SearchAsync(filter, options.Attributes.All, cancellationToken))
        {
            var person = reader.Person(entry, valid);
            changed?.Add(person.ExternalId ?? entry.Place);
            if (reader.Changed(entry) is { } time)
            {
                latest = latest > time ? latest : time;
            }
            else
            {
                allSayWhen = false;
            }

            yield return person;
        }

        if (changed is not null)
        {
            // After the changed ones: who comes in between is somebody unknown, for whom everything is read again.
            await foreach (var entry in session.SearchAsync(options.Filter, options.Attributes.OfPresence, cancellationToken))
            {
                var item = reader.Presence(entry, valid);
                if (!changed.Contains(item is SourceUnchanged { ExternalId: var id } ? id : entry.Place))
                {
                    yield return item;
                }
            }
        }

        if (allSayWhen && latest is { } seen)
        {
            yield return new SourceMark(new LdapMark(session.Server, seen < begun ? seen : begun).ToString());
        }
    }

    private async Task<HashSet<string>> ValidAsync(LdapSession session, string validFilter, CancellationToken cancellationToken)
    {
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
