using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>
/// Which entry says that it was changed when, eight bytes for each: enough to tell at a later reading that one says what it said
/// then. So no clock, no delay between servers and no search by time has to be trusted.
/// </summary>
internal sealed class LdapTimes
{
    private readonly HashSet<long> known = [];

    /// <summary>The latest of all; null if there is none.</summary>
    public DateTimeOffset? Latest { get; private set; }

    /// <summary>Everybody so far has an id and says when.</summary>
    public bool AreWhole { get; private set; } = true;

    /// <summary>As <see cref="ToString"/> wrote them, without <see cref="Latest"/>; null if it is not that.</summary>
    public static LdapTimes? Parse(string text)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length) || length % sizeof(long) != 0)
        {
            return null;
        }

        var times = new LdapTimes();
        times.known.UnionWith(MemoryMarshal.Cast<byte, long>(bytes.AsSpan(0, length)).ToArray());
        return times;
    }

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

        known.Add(Digest(id, changed));
        Latest = Latest > changed ? Latest : changed;
    }

    /// <summary>She was there and said the same time.</summary>
    public bool Has(string id, DateTimeOffset? time) => time is { } changed && known.Contains(Digest(id, changed));

    /// <summary>For the memory of this process.</summary>
    public override string ToString() => Convert.ToBase64String(MemoryMarshal.AsBytes(known.ToArray().AsSpan()));

    private static long Digest(string id, DateTimeOffset time) =>
        BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{time.UtcTicks} {id}"))));
}
