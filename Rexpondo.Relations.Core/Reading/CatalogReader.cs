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

            var catalog = last is { } older && older.Revision < revision && StaysSince(connection, older.Revision) ? older.At(revision) : Load(connection, revision);
            if (last is not { } newer || newer.Revision < revision)
            {
                last = catalog;
            }

            return catalog;
        }
    }

    /// <summary>
    /// True if every change set since wrote cells of relations between customer users, customers, groups and services or fields of
    /// customer users and customers, and nothing that the catalog has. What leaves no line in the log counts as a change of it.
    /// </summary>
    private static bool StaysSince(SqliteConnection connection, long revision) => connection.Scalar(
        """
        SELECT NOT EXISTS (
            SELECT 1 FROM change_set s WHERE s.id > $revision AND (
                NOT (
                    EXISTS (SELECT 1 FROM change_cell c WHERE c.change_set_id = s.id)
                    OR EXISTS (SELECT 1 FROM change_bulk b WHERE b.change_set_id = s.id)
                    OR EXISTS (SELECT 1 FROM change_field f WHERE f.change_set_id = s.id))
                OR EXISTS (SELECT 1 FROM change_cell c WHERE c.change_set_id = s.id AND c.kind = $default)
                OR EXISTS (SELECT 1 FROM change_bulk b WHERE b.change_set_id = s.id AND b.kind = $default)
                OR EXISTS (SELECT 1 FROM change_field f WHERE f.change_set_id = s.id AND +f.record > 2)
                OR EXISTS (SELECT 1 FROM deployment d WHERE d.change_set_id = s.id)))
        """,
        ("$revision", revision), ("$default", RelationKind.DefaultService.Code)) == 1;

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
