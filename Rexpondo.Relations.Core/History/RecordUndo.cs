using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Records;

namespace Rexpondo.Relations.Core.History;

/// <summary>The fields of a change set's records that go back, each where nobody changed it since, and what stays.</summary>
/// <param name="Records">The records as they would be.</param>
/// <param name="Restored">The fields that go back.</param>
/// <param name="Kept">What stays.</param>
/// <param name="TouchesNames">What is searched of persons or customers changes.</param>
internal sealed record RecordUndo(RestoredRecords Records, ImmutableArray<FieldLine> Restored, ImmutableArray<KeptLine> Kept, bool TouchesNames)
{
    /// <summary>Works it out; writes nothing.</summary>
    /// <param name="connection">Whose snapshot counts.</param>
    /// <param name="changeSet">The change set that is taken back.</param>
    /// <param name="restorers">Who knows the rules of each kind of record.</param>
    public static RecordUndo Plan(SqliteConnection connection, long changeSet, IReadOnlyCollection<IRecordRestorer> restorers)
    {
        var (lines, records) = (ChangeLineReader.Fields(connection, changeSet), new RestoredRecords());
        IRecordRestorer RestorerOf(ObjectRef record) => restorers.Single(restorer => restorer.Side == record.Side);
        var byRecord = lines.GroupBy(line => line.Record).ToList();
        // Nothing is deleted: a record that was added stays, and is named once.
        var kept = byRecord.Where(IsAdded).Select(record => new KeptLine(record.First(), new RecordWasAdded())).ToList();
        var changed = LaterChanges.OfFields(connection, changeSet);
        var since = byRecord.Where(record => !IsAdded(record)).SelectMany(record => record).ToLookup(line => changed.Contains((line.Record, line.Field)));
        kept.AddRange(since[true].Select(line => new KeptLine(line, LaterChanges.OfField(connection, line, changeSet))));
        var open = since[false].ToList();
        var (restored, refused) = (new List<FieldLine>(), new List<KeptLine>());
        for (var going = true; going;)
        {
            refused = [];
            foreach (var record in open.GroupBy(line => line.Record))
            {
                var obstacles = RestorerOf(record.Key).Restore(
                    connection, record.Key.Id, [.. record.Select(line => new FieldRestore(line.Field, line.New, line.Old!))], changeSet, records);
                foreach (var line in record.Where(line => obstacles.ContainsKey(line.Field)))
                {
                    var stays = new KeptLine(line, Why(connection, line, obstacles[line.Field], changeSet));
                    (stays.Why is RuleAgainst ? refused : kept).Add(stays);
                }

                restored.AddRange(record.Where(line => !obstacles.ContainsKey(line.Field)));
            }

            // A login that another of these records has given up meanwhile is free: what a rule refused is asked again.
            going = refused.Count > 0 && open.Except(kept.Select(stays => stays.Line)).Count() > refused.Count;
            open = [.. refused.Select(stays => stays.Line).OfType<FieldLine>()];
        }

        return new RecordUndo(
            records, [.. restored], [.. kept, .. refused], restored.Exists(line => RestorerOf(line.Record).TouchesNames && RecordField.Searched.Contains(line.Field)));
    }

    private static bool IsAdded(IEnumerable<FieldLine> record) => record.Any(line => line.Old is null);

    private static KeptWhy Why(SqliteConnection connection, FieldLine line, RestoreObstacle obstacle, long changeSet) => obstacle switch
    {
        ChangedSinceThen => LaterChanges.OfField(connection, line, changeSet),
        OfReadOnlyBackEnd(var backEnd) => new EditedElsewhere(backEnd),
        NotThereAnyMore => new RuleAgainst("it does not exist any more"),
        NotPossible(var reason) => new RuleAgainst(reason),
        _ => throw new UnreachableException(),
    };
}
