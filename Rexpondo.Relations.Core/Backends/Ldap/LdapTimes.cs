using System.Globalization;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>
/// Which entry says that it was changed when: enough to tell at a later reading that one says what it said
/// then. So no clock, no delay between servers and no search by time has to be trusted.
/// </summary>
internal sealed class LdapTimes
{
    private readonly LdapDigests known = new();

    /// <summary>The latest of all; null if there is none.</summary>
    public DateTimeOffset? Latest { get; private set; }

    /// <summary>Everybody so far has an id and says when.</summary>
    public bool AreWhole { get; private set; } = true;

    /// <summary>One more.</summary>
    /// <param name="id">Her permanent id; null if nobody can say.</param>
    /// <param name="time">When she was changed; null if nobody can say.</param>
    public void Add(string? id, DateTimeOffset? time)
    {
        if (id is null || time is not { } changed)
        {
            AreWhole = false;
            return;
        }

        known.Add(Text(id, changed));
        Latest = Latest > changed ? Latest : changed;
    }

    /// <summary>She was there and said the same time.</summary>
    public bool Has(string id, DateTimeOffset? time) => time is { } changed && known.Has(Text(id, changed));

    private static string Text(string id, DateTimeOffset time) => string.Create(CultureInfo.InvariantCulture, $"{time.UtcTicks} {id}");
}
