using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>
/// Writes at the start of a server which back ends there are, so that commands on the same store and every answer know them.
/// A back end is known by its name and is never removed: no longer configured, it keeps its persons.
/// </summary>
public sealed class BackEndRegistration(RelationsStore store, StoreBell bell, TimeProvider clock)
{
    private static readonly ChangeAuthor Author = new(null, "back ends", ChangeWay.BackEnd, "registration");

    /// <summary>Writes what differs; nothing if nothing does.</summary>
    /// <returns>True if anything differed.</returns>
    public async Task<bool> RegisterAsync(BackEndSetup setup, CancellationToken cancellationToken)
    {
        var written = await store.WriteAsync(connection => Register(connection, setup), cancellationToken);
        if (written)
        {
            bell.Ring();
        }

        return written;
    }

    private bool Register(SqliteConnection connection, BackEndSetup setup)
    {
        var before = Registered(connection).ToDictionary(row => row.BackEnd.Name);
        var after = setup.BackEnds.Select((definition, i) => new Row(
            new BackEnd(before.GetValueOrDefault(definition.Name)?.BackEnd.Id ?? 0, definition.Name)
            {
                Kind = definition.Kind,
                File = definition.File,
                GroupSupport = definition.GroupSupport,
            },
            i + 1)).ToList();
        var named = after.Select(row => row.BackEnd.Name).ToHashSet();
        after.AddRange(before.Values
            .Where(row => row.BackEnd.IsReadOnly && row.BackEnd.IsConfigured && !named.Contains(row.BackEnd.Name) && !setup.IsBroken(row.BackEnd))
            .Select(row => row with { BackEnd = row.BackEnd with { IsConfigured = false, GroupSupport = null } }));
        var different = after.Where(row => before.GetValueOrDefault(row.BackEnd.Name) != row).ToList();
        if (different.Count == 0)
        {
            return false;
        }

        // It changes answers (group support), so whoever keeps any must hear of it.
        ChangeLog.Begin(connection, Author, clock.GetUtcNow(), touchesNames: false);
        foreach (var (backEnd, position) in different)
        {
            connection.Execute(
                """
                INSERT INTO back_end (name, kind, file, position, configured, group_support) VALUES ($name, $kind, $file, $position, $configured, $support)
                ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, file = excluded.file, position = excluded.position,
                    configured = excluded.configured, group_support = excluded.group_support
                """,
                ("$name", backEnd.Name), ("$kind", backEnd.Kind), ("$file", backEnd.File), ("$position", position),
                ("$configured", backEnd.IsConfigured ? 1 : 0), ("$support", backEnd.GroupSupport is { } on ? (on ? 1 : 0) : null));
            if (!backEnd.IsConfigured)
            {
                BackEndStateTable.Gone(connection, backEnd.Id);
            }
        }

        return true;
    }

    private static List<Row> Registered(SqliteConnection connection) => connection.Query(
        "SELECT id, name, kind, file, configured, group_support, position FROM back_end",
        row => new Row(
            new BackEnd(row.GetInt32(0), row.GetString(1))
            {
                Kind = row.GetString(2),
                File = row.IsDBNull(3) ? null : row.GetString(3),
                IsConfigured = row.GetBoolean(4),
                GroupSupport = row.IsDBNull(5) ? null : row.GetBoolean(5),
            },
            row.GetInt32(6)));

    private sealed record Row(BackEnd BackEnd, int Position);
}
