using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Editing;

/// <summary>
/// Saves what an agent changed and nothing else (E1): rights and rules are checked against the store as it is now (E6), all
/// cells are written in one transaction (E3), each on top of what another agent may have done meanwhile (E2). Only a save of more
/// than <see cref="MostAtOnce"/> cells is written in parts, so that nobody waits for all of it
/// (docs/decisions/ADR-016-bulk-saves-in-parts.md).
/// </summary>
public sealed class RelationEditor(RelationsStore store, CatalogReader catalogs, StoreBell bell, TimeProvider clock)
{
    /// <summary>The longest reason.</summary>
    public const int MaxReasonLength = 1000;

    private const int Few = 1000;

    // Saves in parts that this process is writing: nobody resumes them.
    private readonly ConcurrentDictionary<long, bool> underWay = [];

    /// <summary>The most cells that are written in one transaction.</summary>
    internal int MostAtOnce { get; init; } = 100_000;

    /// <summary>How many cells one part has.</summary>
    internal int CellsOfPart { get; init; } = 20_000;

    /// <summary>True if these edits are written in parts.</summary>
    public bool IsInParts(EditSet edits) => edits.CellCount > MostAtOnce;

    /// <summary>Saves. A refusal or a failure leaves the store as it was.</summary>
    /// <param name="edits">The edits of one screen.</param>
    /// <param name="agent">Who saves.</param>
    /// <param name="reason">Why, optional.</param>
    /// <param name="cancellationToken">Ends the waiting for other savers; not a save that has begun.</param>
    public Task<SaveResult> SaveAsync(EditSet edits, AgentId agent, string? reason, CancellationToken cancellationToken) =>
        SaveAsync(edits, agent, reason, null, null, cancellationToken);

    /// <summary>
    /// Saves, and removes the draft that was saved in the same transaction: a server that is killed right after it does not offer
    /// again what is done.
    /// </summary>
    /// <param name="edits">The edits of one screen.</param>
    /// <param name="agent">Who saves.</param>
    /// <param name="reason">Why, optional.</param>
    /// <param name="draft">The screen whose draft it was, if any.</param>
    /// <param name="progress">Told after each part of a save <see cref="IsInParts">in parts</see>.</param>
    /// <param name="cancellationToken">
    /// Ends the waiting for other savers, not a save that has begun; but a save in parts after the part that is being written
    /// (<see cref="Stopped"/>).
    /// </param>
    public async Task<SaveResult> SaveAsync(
        EditSet edits, AgentId agent, string? reason, DraftScreen? draft, IProgress<SaveProgress>? progress, CancellationToken cancellationToken)
    {
        if (reason?.Length > MaxReasonLength)
        {
            return new Refused([new ReasonTooLong(MaxReasonLength)]);
        }

        // A million of them are nothing for the turn of a circuit.
        var cells = edits.Size <= Few ? [.. edits.Cells()] : await Task.Run(() => edits.Cells().ToList(), cancellationToken);
        if (cells.Count > MostAtOnce)
        {
            return await BeginAsync(edits, cells, agent, reason, cancellationToken) switch
            {
                (null, var refused) => refused,
                ({ } bulk, _) => await GoOnAsync(bulk, cells, progress, cancellationToken, CancellationToken.None),
            };
        }

        var result = await store.WriteAsync(
            connection => Write(connection, edits.Kind, cells, agent, reason, null, () =>
            {
                if (draft is { } screen)
                {
                    DraftTable.Remove(connection, agent, screen);
                }
            }),
            cancellationToken);
        if (result is Saved { ChangeSet: not null })
        {
            bell.Ring();
        }

        return result;
    }

    /// <summary>Goes on with the saves that a server left in the middle when it stopped; those that are refused meanwhile end.</summary>
    /// <param name="cancellationToken">Leaves them once more, after the part that is being written.</param>
    /// <returns>What became of each.</returns>
    public async Task<IReadOnlyList<SaveResult>> ResumeAsync(CancellationToken cancellationToken)
    {
        var results = new List<SaveResult>();
        foreach (var (bulk, edits) in store.Read(BulkSaveTable.Unfinished, cancellationToken).Where(left => underWay.TryAdd(left.Bulk.Id, true)))
        {
            results.Add(await GoOnAsync(bulk, [.. edits.Cells()], null, CancellationToken.None, cancellationToken));
        }

        return results;
    }

    // What can be refused at once is: then nothing at all is written.
    private async Task<(BulkSave? Bulk, SaveResult Refused)> BeginAsync(
        EditSet edits, List<CellEdit> cells, AgentId agent, string? reason, CancellationToken cancellationToken)
    {
        var errors = await Task.Run(() => store.Read(connection => Errors(connection, edits.Kind, cells), cancellationToken), cancellationToken);
        if (!errors.IsEmpty)
        {
            return (null, new Refused(errors));
        }

        return await store.WriteAsync<(BulkSave?, SaveResult)>(
            connection =>
            {
                var (login, refused) = AgentRights.MayEdit(connection, agent);
                if (login is null)
                {
                    return (null, new Refused([new NotAllowed(refused)]));
                }

                var bulk = BulkSaveTable.Add(connection, edits, cells.Count, agent, reason, clock.GetUtcNow());
                underWay[bulk.Id] = true;
                return (bulk, new Refused([]));
            },
            cancellationToken);
    }

    // Between two parts everybody else who waits has a turn.
    private async Task<SaveResult> GoOnAsync(
        BulkSave bulk, List<CellEdit> cells, IProgress<SaveProgress>? progress, CancellationToken stop, CancellationToken leave)
    {
        var sum = new Saved(null, 0, 0, 0, 0, null) { Bulk = bulk.Id };
        var done = bulk.Done;
        try
        {
            progress?.Report(new SaveProgress(done, cells.Count));
            while (done < cells.Count)
            {
                if (stop.IsCancellationRequested)
                {
                    await EndAsync("stopped");
                    return new Stopped(sum, done, cells.Count, []);
                }

                var part = cells.GetRange(done, Math.Min(CellsOfPart, cells.Count - done));
                var result = await store.WriteAsync(
                    connection => Write(connection, bulk.Kind, part, bulk.Agent, bulk.Reason, bulk.Id, () => BulkSaveTable.Wrote(connection, bulk.Id, done + part.Count)),
                    leave);
                if (result is Refused(var errors))
                {
                    await EndAsync("refused");
                    return new Stopped(sum, done, cells.Count, errors);
                }

                sum = sum.And((Saved)result);
                done += part.Count;
                if (((Saved)result).ChangeSet is not null)
                {
                    bell.Ring();
                }

                progress?.Report(new SaveProgress(done, cells.Count));
            }

            return sum;
        }
        catch (Exception e) when (e is SqliteException or IOException && !leave.CanBeCanceled)
        {
            try
            {
                await EndAsync("stopped");
            }
            catch (SqliteException)
            {
                // As little as before can be written; the next start goes on with it.
            }

            return new Stopped(sum, done, cells.Count, [new CannotWrite(e.Message)]);
        }
        finally
        {
            underWay.TryRemove(bulk.Id, out _);
        }

        Task EndAsync(string outcome) => store.WriteAsync(connection => BulkSaveTable.End(connection, bulk.Id, outcome), CancellationToken.None);
    }

    private SaveResult Write(
        SqliteConnection connection, RelationKind kind, List<CellEdit> cells, AgentId agent, string? reason, long? bulk, Action beside)
    {
        var (login, refused) = AgentRights.MayEdit(connection, agent);
        if (login is null)
        {
            return new Refused([new NotAllowed(refused)]);
        }

        var errors = Errors(connection, kind, cells);
        if (!errors.IsEmpty)
        {
            return new Refused(errors);
        }

        beside();
        return Write(connection, kind, cells, new ChangeAuthor(agent, login, ChangeWay.Screen, reason, BulkSave: bulk));
    }

    private Saved Write(SqliteConnection connection, RelationKind kind, List<CellEdit> cells, ChangeAuthor author)
    {
        using var writer = new RelationWriter(connection, kind, () => ChangeLog.Begin(connection, author, clock.GetUtcNow(), touchesNames: false));
        var (granted, withdrawn, alreadySet, alreadyCleared) = (0, 0, 0, 0);
        var already = new List<(int Left, int Right, PermissionSet Keys)>();
        writer.Apply(cells, (cell, old, @new) =>
        {
            granted += (@new - old).Count;
            withdrawn += (old - @new).Count;
            alreadySet += (cell.Set & old).Count;
            alreadyCleared += (cell.Clear - old).Count;
            if (((cell.Set & old) | (cell.Clear - old)) is { IsEmpty: false } keys)
            {
                already.Add((cell.Left, cell.Right, keys));
            }
        });
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

        errors.AddRange(cells.Select(cell => (cell.Right, Sets: !cell.Set.IsEmpty)).Distinct()
            .Select(cell => LockError(catalog, kind, cell.Right, cell.Sets)).OfType<SaveError>().Distinct());
        errors.AddRange(Missing(connection, kind.Left, cells.Select(cell => cell.Left)));
        errors.AddRange(Missing(connection, kind.Right, cells.Select(cell => cell.Right)));
        return errors.ToImmutable();
    }

    private static SaveError? LockError(Catalog catalog, RelationKind kind, int right, bool sets) => CellRule.Lock(catalog, kind, right, sets) switch
    {
        GroupLock.None => null,
        GroupLock.Default => new DefaultGroup(catalog.Find(new GroupId(right))!.Name),
        GroupLock.Never => new NeverGroup(catalog.Find(new GroupId(right))!.Name),
    };

    private static IEnumerable<SaveError> Missing(SqliteConnection connection, RelationSide side, IEnumerable<int> ids) =>
        SideTable.Of(side) is not { } table
            ? []
            : connection.Query(
                $"SELECT value FROM json_each($ids) WHERE value NOT IN (SELECT id FROM {table}) ORDER BY value",
                row => new NotThere(side, row.GetInt32(0)),
                ("$ids", ids.Distinct().Json()));
}
