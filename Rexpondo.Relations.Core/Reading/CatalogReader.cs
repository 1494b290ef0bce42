using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>
/// Hands out the <see cref="Catalog"/>. Keeps the last one and compares its revision with the store at every question, in
/// the same snapshot as the question, so an answer is never stale, whoever wrote: this process or another.
/// </summary>
public sealed class CatalogReader(RelationsStore store)
{
    private readonly Lock loading = new();
    private volatile Catalog? last;

    /// <summary>The catalog as the store is now.</summary>
    public Catalog Read() => store.Read(Read);

    /// <summary>The catalog as this connection's snapshot sees the store.</summary>
    public Catalog Read(SqliteConnection connection)
    {
        var revision = ChangeLog.Revision(connection);
        if (last is { } kept && kept.Revision == revision)
        {
            return kept;
        }

        // All open screens ask after a save; one reads.
        lock (loading)
        {
            if (last is { } now && now.Revision == revision)
            {
                return now;
            }

            var catalog = Load(connection, revision);
            if (last is not { } newer || newer.Revision < revision)
            {
                last = catalog;
            }

            return catalog;
        }
    }

    /// <summary>
    /// Reads everything and keeps nothing: inside a transaction that has begun its change set, where what is read may still
    /// change or be undone under the same revision.
    /// </summary>
    internal static Catalog Load(SqliteConnection connection) => Load(connection, ChangeLog.Revision(connection));

    private static Catalog Load(SqliteConnection connection, long revision)
    {
        var settings = SettingsTable.Read(connection);
        var bits = connection.Query("SELECT name, bit FROM permission_key", row => (row.GetString(0), row.GetInt32(1))).ToDictionary(key => key.Item1, key => key.Item2);
        return new Catalog(
            revision,
            settings,
            new PermissionKeys(settings.PermissionKeys.Select(name => new PermissionKey(name, bits[name]))),
            connection.Query("SELECT id, name, comment, validity FROM permission_group", row =>
                new Group(new GroupId(row.GetInt32(0)), row.GetString(1), row.GetString(2), (Validity)row.GetInt32(3))),
            new ServiceTree(connection.Query("SELECT id, parent_id, full_name, comment, validity FROM service", row =>
                new Service(
                    new ServiceId(row.GetInt32(0)), row.IsDBNull(1) ? null : new ServiceId(row.GetInt32(1)), row.GetString(2), row.GetString(3), (Validity)row.GetInt32(4)))),
            connection.Query("SELECT service_id FROM default_service", row => new ServiceId(row.GetInt32(0))),
            BackEndTable.Read(connection),
            bits);
    }
}
