using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>
/// Those whose mirroring depends on each other: who share an id, a login or an e-mail in the source, or have one that is stored
/// with another, and whoever hangs on these in the same way. Who hang on each other are a group, planned and written together;
/// everybody else is for herself. Usually there is hardly anybody: they are the only ones who are held in memory all at once.
/// </summary>
internal sealed class MirrorTangle(SqliteConnection connection, int backEnd, StagedPersons staged)
{
    private readonly SortedDictionary<int, StagedPerson> persons = [];
    private readonly HashSet<int> stored = [];
    private readonly KeyGroups groups = new();

    /// <summary>How many they are.</summary>
    public int Count => persons.Count;

    /// <summary>True if somebody who is stored is one of them.</summary>
    public bool Holds(int storedPerson) => stored.Contains(storedPerson);

    /// <summary>The groups, by their first ones; each in the order of the source.</summary>
    public List<List<StagedPerson>> Groups() =>
        [.. persons.Values.GroupBy(person => groups.Of(PersonKey.Of(person.Person))).Select(group => group.ToList())];

    /// <summary>They are entangled, with all who hang on them.</summary>
    public void Add(IEnumerable<StagedPerson> entangled)
    {
        var next = entangled.ToList();
        while (next.Count > 0)
        {
            var added = next.FindAll(one => persons.TryAdd(one.Sequence, one));
            staged.SetEntangled(added.Select(one => one.Sequence));
            var keys = added.ConvertAll(one => PersonKey.Of(one.Person));
            keys.AddRange(Holders(keys).FindAll(holder => stored.Add(holder.Id)).ConvertAll(holder => holder.Key));
            keys.ForEach(groups.Join);
            next = staged.Sharing(keys);
        }
    }

    // Who of the back end is stored with one of the keys.
    private List<(int Id, PersonKey Key)> Holders(List<PersonKey> keys)
    {
        var lists = PersonKeys.Of(keys);
        return connection.Query(
            $"SELECT id, external_id, login_folded, email_folded FROM customer_user WHERE back_end = $backEnd AND +id IN ({MirrorSurroundings.Holders})",
            row => (row.GetInt32(0), PersonKey.Of(row.IsDBNull(1) ? null : row.GetString(1), row.GetString(2), row.GetString(3))),
            ("$backEnd", backEnd), ("$externalIds", lists.ExternalIds), ("$logins", lists.Logins), ("$emails", lists.Emails));
    }
}
