using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>
/// What a later run may begin with, so that the source need only say what changed since. A run gives one only if everything was
/// taken over, without a problem. It holds as long as the customers and the back end's persons are as that run left them; the
/// next run looks. For the memory of this process: nothing of it is stored.
/// </summary>
public sealed class MirrorMark
{
    private readonly byte[] stored;
    private readonly IReadOnlySet<int> missing;

    internal MirrorMark(SqliteConnection connection, int backEnd, SourceMark value, IReadOnlySet<int> missing)
    {
        Value = value;
        stored = Digest(connection, backEnd);
        this.missing = missing;
    }

    /// <summary>The source's own mark.</summary>
    public SourceMark Value { get; }

    /// <summary>The customers and the persons of the back end are as the run left them.</summary>
    internal bool Holds(SqliteConnection connection, int backEnd) => stored.AsSpan().SequenceEqual(Digest(connection, backEnd));

    /// <summary>A stored person who was not in the source then: what is stored of her is older than the mark, and invalid because she was away.</summary>
    internal bool WasMissing(int person) => missing.Contains(person);

    // Everything that a mirror writes or that decides about it. Of other back ends nothing does: a login or an e-mail that is stored
    // here cannot be taken there, and who is given whole is compared with them anyway.
    private static byte[] Digest(SqliteConnection connection, int backEnd)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        connection.Each("SELECT json_array(id, customer_id) FROM customer ORDER BY id", Add);
        connection.Each(
            """
            SELECT json_array(id, external_id, login, title, first_name, last_name, email, phone, mobile, customer, validity)
            FROM customer_user WHERE back_end = $backEnd ORDER BY id
            """,
            Add,
            ("$backEnd", backEnd));
        return hash.GetHashAndReset();

        void Add(SqliteDataReader row) => hash.AppendData(Encoding.UTF8.GetBytes(row.GetString(0)));
    }
}
