using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Editing;

/// <summary>
/// Saves what an agent changed and nothing else (E1): rights and rules are checked against the store as it is now (E6), all
/// cells are written in one transaction (E3), each on top of what another agent may have done meanwhile (E2).
/// </summary>
public sealed class RelationEditor(RelationsStore store, CatalogReader catalogs, StoreBell bell, TimeProvider clock)
{
    /// <summary>The longest reason.</summary>
    public const int MaxReasonLength = 1000;

    /// <summary>Saves. A refusal or a failure leaves the store as it was.</summary>
    /// <param name="edits">The edits of one screen.</param>
    /// <param name="agent">Who saves.</param>
    /// <param name="reason">Why, optional.</param>
    /// <param name="cancellationToken">Ends the waiting for other savers; not a save that has begun.</param>
    public Task<SaveResult> SaveAsync(EditSet edits, AgentId agent, string? reason, CancellationToken cancellationToken) =>
        SaveAsync(edits, agent, reason, null, cancellationToken);

    /// <summary>
    /// Saves, and removes the draft that was saved in the same transaction: a server that is killed right after it does not offer
    /// again what is done.
    /// </summary>
    /// <param name="edits">The edits of one screen.</param>
    /// <param name="agent">Who saves.</param>
    /// <param name="reason">Why, optional.</param>
    /// <param name="draft">The screen whose draft it was, if any.</param>
    /// <param name="cancellationToken">Ends the waiting for other savers; not a save that has begun.</param>
    public async Task<SaveResult> SaveAsync(EditSet edits, AgentId agent, string? reason, DraftScreen? draft, CancellationToken cancellationToken)
    {
        if (reason?.Length > MaxReasonLength)
        {
            return new Refused([new ReasonTooLong(MaxReasonLength)]);
        }

        var result = await store.WriteAsync(
            connection =>
            {
                var (login, refused) = AgentRights.MayEdit(connection, agent);
                if (login is null)
                {
                    return new Refused([new NotAllowed(refused)]);
                }

                var cells = edits.Cells().ToList();
                var errors = Errors(connection, edits.Kind, cells);
                if (!errors.IsEmpty)
                {
                    return (SaveResult)new Refused(errors);
                }

                if (draft is { } screen)
                {
                    DraftTable.Remove(connection, agent, screen);
                }

                return Write(connection, edits.Kind, cells, new ChangeAuthor(agent, login, ChangeWay.Screen, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim()));
            },
            cancellationToken);
        if (result is Saved { ChangeSet: not null })
        {
            bell.Ring();
        }

        return result;
    }

    private Saved Write(SqliteConnection connection, RelationKind kind, List<CellEdit> cells, ChangeAuthor author)
    {
        using var writer = new RelationWriter(connection, kind, () => ChangeLog.Begin(connection, author, clock.GetUtcNow(), touchesNames: false));
        var (granted, withdrawn, alreadySet, alreadyCleared) = (0, 0, 0, 0);
        var already = new List<(int Left, int Right, PermissionSet Keys)>();
        foreach (var (left, right, set, clear) in cells)
        {
            var (old, @new) = writer.Apply(left, right, set, clear);
            granted += (@new - old).Count;
            withdrawn += (old - @new).Count;
            alreadySet += (set & old).Count;
            alreadyCleared += (clear - old).Count;
            if (((set & old) | (clear - old)) is { IsEmpty: false } keys)
            {
                already.Add((left, right, keys));
            }
        }

        writer.Complete();

        return new Saved(writer.ChangeSet, granted, withdrawn, alreadySet, alreadyCleared, WhoDid(connection, kind, already, writer.ChangeSet));
    }

    private static string? WhoDid(SqliteConnection connection, RelationKind kind, List<(int Left, int Right, PermissionSet Keys)> cells, long? ours)
    {
        // Naming one is a kindness, naming hundreds is none: above a handful the count alone is told.
        var agents = cells.Take(10)
            .SelectMany(cell => cell.Keys.EachBit(), (cell, bit) => ChangeLog.LastAgent(connection, kind, cell.Left, cell.Right, PermissionSet.OfBit(bit), ours))
            .Distinct().ToList();
        return cells.Count <= 10 && agents is [{ } one] ? one : null;
    }

    private ImmutableArray<SaveError> Errors(SqliteConnection connection, RelationKind kind, List<CellEdit> cells)
    {
        var catalog = catalogs.Read(connection);
        var errors = ImmutableArray.CreateBuilder<SaveError>();
        var unknown = CellRule.NotConfigured(catalog, kind, cells.Aggregate(PermissionSet.None, (all, cell) => all | cell.Set));
        if (!unknown.IsEmpty)
        {
            errors.Add(new UnknownKey(unknown));
        }

        errors.AddRange(cells.Select(cell => LockError(catalog, kind, cell)).OfType<SaveError>().Distinct());
        errors.AddRange(Missing(connection, kind.Left, cells.Select(cell => cell.Left)));
        errors.AddRange(Missing(connection, kind.Right, cells.Select(cell => cell.Right)));
        return errors.ToImmutable();
    }

    private static SaveError? LockError(Catalog catalog, RelationKind kind, CellEdit cell) => CellRule.Lock(catalog, kind, cell.Right, !cell.Set.IsEmpty) switch
    {
        GroupLock.None => null,
        GroupLock.Default => new DefaultGroup(catalog.Find(new GroupId(cell.Right))!.Name),
        GroupLock.Never => new NeverGroup(catalog.Find(new GroupId(cell.Right))!.Name),
    };

    private static IEnumerable<SaveError> Missing(SqliteConnection connection, RelationSide side, IEnumerable<int> ids) =>
        SideTable.Of(side) is not { } table
            ? []
            : connection.Query(
                $"SELECT value FROM json_each($ids) WHERE value NOT IN (SELECT id FROM {table}) ORDER BY value",
                row => new NotThere(side, row.GetInt32(0)),
                ("$ids", ids.Distinct().Json()));
}
