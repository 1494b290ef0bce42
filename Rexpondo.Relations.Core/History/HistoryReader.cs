using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.History;

/// <summary>
/// Reads the change log as a list of change sets, newest first. What it has read of a change set stays true: the log is
/// append-only, only that it was undone is news.
/// </summary>
public sealed class HistoryReader(RelationsStore store)
{
    private const int KeptCounts = 10_000;

    private readonly ConcurrentDictionary<long, ChangeCounts> counts = new();
    private volatile KeptLogins logins = new(0, []);

    /// <summary>How many change sets a filter finds.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="after">Only those newer than this one; 0 for all.</param>
    /// <param name="before">Only those older than this one.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    public int Count(HistoryFilter filter, long after = 0, long before = long.MaxValue, CancellationToken cancellationToken = default) => store.Read(
        connection =>
        {
            var (where, parameters) = Where(connection, filter);
            return (int)connection.Scalar(
                $"SELECT count(*) FROM change_set s WHERE s.id > $after AND s.id < $before AND {where}", [("$after", after), ("$before", before), .. parameters]);
        },
        cancellationToken);

    /// <summary>A page of what a filter finds, newest first.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="before">Only those older than this one; null for the newest.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    public IReadOnlyList<ChangeSetEntry> Page(HistoryFilter filter, long? before, int count, CancellationToken cancellationToken = default) => store.Read(
        connection =>
        {
            var (where, parameters) = Where(connection, filter);
            return Entries(connection, $"s.id < $before AND {where}", count, [("$before", before ?? long.MaxValue), .. parameters]);
        },
        cancellationToken);

    /// <summary>The newest change set.</summary>
    public long Revision() => store.Read(ChangeLog.Revision);

    /// <summary>One change set, or null.</summary>
    public ChangeSetEntry? Find(long id, CancellationToken cancellationToken = default) => store.Read(connection => Find(connection, id), cancellationToken);

    /// <summary>Every login that stands in the log, in order of the text.</summary>
    public IReadOnlyCollection<string> Logins() => store.Read(Logins);

    /// <summary>Which change sets were taken back after a moment, and by which change set last.</summary>
    /// <param name="after">The newest change set of that moment.</param>
    public IReadOnlyDictionary<long, long> UndoneSince(long after) => store.Read(connection => connection.Query(
        "SELECT undoes, max(id) FROM change_set WHERE id > $after AND undoes IS NOT NULL GROUP BY undoes",
        row => KeyValuePair.Create(row.GetInt64(0), row.GetInt64(1)),
        ("$after", after)).ToDictionary());

    internal ChangeSetEntry? Find(SqliteConnection connection, long id) => Entries(connection, "s.id = $id", 1, ("$id", id)) is [var one] ? one : null;

    private List<ChangeSetEntry> Entries(SqliteConnection connection, string where, int count, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
    [
        .. connection.Query(
            $"""
            SELECT s.id, s.at, s.agent_login, s.way, s.reason, s.undoes, (SELECT max(u.id) FROM change_set u WHERE u.undoes = s.id)
            FROM change_set s WHERE {where} ORDER BY s.id DESC LIMIT $count
            """,
            row => new ChangeSetEntry(
                row.GetInt64(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.GetString(2), ChangeLog.WayOf(row.GetString(3)),
                row.IsDBNull(4) ? null : row.GetString(4), new ChangeCounts(0, 0, 0, 0, 0), row.IsDBNull(5) ? null : row.GetInt64(5), row.IsDBNull(6) ? null : row.GetInt64(6)),
            [("$count", count), .. parameters]).Select(entry => entry with { Counts = CountsOf(connection, entry.Id) }),
    ];

    private ChangeCounts CountsOf(SqliteConnection connection, long id)
    {
        if (counts.TryGetValue(id, out var known))
        {
            return known;
        }

        var (cells, granted, withdrawn) = (0, 0, 0);
        connection.Each(
            "SELECT old_keys, new_keys, sum(cells) FROM change_line WHERE change_set_id = $id GROUP BY old_keys, new_keys",
            row =>
            {
                var (old, @new, times) = (new PermissionSet(row.GetInt64(0)), new PermissionSet(row.GetInt64(1)), row.GetInt32(2));
                cells += times;
                granted += (@new - old).Count * times;
                withdrawn += (old - @new).Count * times;
            },
            ("$id", id));
        var read = new ChangeCounts(
            cells,
            granted,
            withdrawn,
            (int)connection.Scalar("SELECT count(*) FROM change_field WHERE change_set_id = $id", ("$id", id)),
            (int)connection.Scalar("SELECT count(*) FROM deployment_value v JOIN deployment d ON d.id = v.deployment_id WHERE d.change_set_id = $id", ("$id", id)));
        if (counts.Count >= KeptCounts)
        {
            counts.Clear();
        }

        return counts[id] = read;
    }

    // A log of years has few logins: only what is new of it is looked through.
    private ImmutableSortedSet<string> Logins(SqliteConnection connection)
    {
        var (known, revision) = (logins, ChangeLog.Revision(connection));
        if (known.Revision >= revision)
        {
            return known.Logins;
        }

        var all = known.Logins.Union(connection.Query(
            "SELECT DISTINCT agent_login FROM change_set WHERE id > $known", row => row.GetString(0), ("$known", known.Revision)));
        logins = new KeptLogins(revision, all);
        return all;
    }

    private (string Where, (string Name, object? Value)[] Parameters) Where(SqliteConnection connection, HistoryFilter filter)
    {
        var conditions = new LineSelection(connection, filter).OfSets(connection).ToList();
        var parameters = new List<(string Name, object? Value)>();
        if (filter.Agent.Length > 0)
        {
            // SQLite folds ASCII only.
            var folded = TextRule.Sought(filter.Agent).Select(LoginFolding.Fold).ToList();
            Add("s.agent_login IN (SELECT value FROM json_each($logins))", "$logins",
                JsonSerializer.Serialize(Logins(connection).Where(login => folded.Contains(LoginFolding.Fold(login)))));
        }

        if (filter.What is { } what)
        {
            conditions.Add($"({string.Join(" OR ", Tables(what).Select(table => $"EXISTS (SELECT 1 FROM {table} WHERE change_set_id = s.id)"))})");
        }

        if (filter.Way is { } way)
        {
            Add("s.way = $way", "$way", ChangeLog.Word(way));
        }

        if (filter.Reason.Trim().Length > 0)
        {
            var query = SearchQuery.Parse(filter.Reason);
            connection.CreateFunction("reason_matches", (string? reason) => reason is not null && query.Matches(TextFolding.Fold(reason)));
            conditions.Add("reason_matches(s.reason)");
        }

        if (filter.From is { } from)
        {
            Add("s.at >= $from", "$from", from.ToUnixTimeMilliseconds());
        }

        if (filter.Until is { } until)
        {
            Add("s.at < $until", "$until", until.ToUnixTimeMilliseconds());
        }

        return (conditions.Count == 0 ? "1" : string.Join(" AND ", conditions), [.. parameters]);

        void Add(string condition, string name, object value)
        {
            conditions.Add(condition);
            parameters.Add((name, value));
        }
    }

    private static string[] Tables(ChangeTopic what) => what switch
    {
        ChangeTopic.Relations => ["change_cell", "change_bulk"],
        ChangeTopic.Records => ["change_field"],
        ChangeTopic.Settings => ["deployment"],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private sealed record KeptLogins(long Revision, ImmutableSortedSet<string> Logins);
}
