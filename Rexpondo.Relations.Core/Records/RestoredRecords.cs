using Microsoft.Data.Sqlite;

namespace Rexpondo.Relations.Core.Records;

/// <summary>
/// Records as they would be once fields of them went back, and how that is written: worked out in one snapshot without writing, each
/// record upon those before it. Used by one thread and then thrown away.
/// </summary>
internal sealed class RestoredRecords
{
    private readonly Dictionary<(RelationSide Side, int Id), object> records = [];
    private readonly Dictionary<(RelationSide Side, string Field, string Text), int> holders = [];
    private readonly Dictionary<int, bool> blocked = [];
    private readonly List<Action<SqliteConnection, Func<long>>> writes = [];

    /// <summary>All services as they would be; null if none would be another.</summary>
    public ServiceTree? Services { get; set; }

    /// <summary>The record as it would be; null if it stays as it is stored.</summary>
    public TFields? Find<TFields>(RelationSide side, int id)
        where TFields : class => records.GetValueOrDefault((side, id)) as TFields;

    /// <summary>Every record of a kind that would be another.</summary>
    public IEnumerable<(int Id, TFields Fields)> Of<TFields>(RelationSide side)
        where TFields : class => records.Where(record => record.Key.Side == side).Select(record => (record.Key.Id, (TFields)record.Value));

    /// <summary>Which of these records would have the text that only one can have, or null.</summary>
    public int? HolderOf(RelationSide side, string field, string text) => holders.TryGetValue((side, field, text), out var id) ? id : null;

    /// <summary>Whether the customer user would be blocked; null if that stays as it is.</summary>
    public bool? IsBlocked(int person) => blocked.TryGetValue(person, out var yes) ? yes : null;

    /// <summary>One more record.</summary>
    /// <param name="side">Of which kind.</param>
    /// <param name="id">Which.</param>
    /// <param name="fields">As it would be.</param>
    /// <param name="unique">Its texts that only one can have.</param>
    /// <param name="write">Writes it, once all before it are written.</param>
    public void Add(RelationSide side, int id, object fields, IEnumerable<(string Field, string Text)> unique, Action<SqliteConnection, Func<long>> write)
    {
        if (!records.TryAdd((side, id), fields))
        {
            records[(side, id)] = fields; // more of its fields can go back now: the texts it had until then are free
            foreach (var held in holders.Where(holder => holder.Key.Side == side && holder.Value == id).Select(holder => holder.Key).ToList())
            {
                holders.Remove(held);
            }
        }

        foreach (var (field, text) in unique)
        {
            holders[(side, field, text)] = id;
        }

        writes.Add(write);
    }

    /// <summary>Blocks the customer user, or no longer; added beside the record itself.</summary>
    public void Block(int person, bool yes) => blocked[person] = yes;

    /// <summary>Writes all of it.</summary>
    /// <param name="connection">Inside the writing transaction in which it was worked out.</param>
    /// <param name="begin">Gives the change set; asked only where something is written.</param>
    public void Write(SqliteConnection connection, Func<long> begin) => writes.ForEach(write => write(connection, begin));
}
