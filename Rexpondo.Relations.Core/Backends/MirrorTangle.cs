using Microsoft.Data.Sqlite;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>
/// Those whose mirroring depends on each other: who share an id, a login or an e-mail in the source, or have one that is stored
/// with another, and whoever hangs on these in the same way. They are planned and written together; everybody else is for herself.
/// Usually there is hardly anybody: they are the only ones who are held in memory all at once.
/// </summary>
internal sealed class MirrorTangle
{
    private readonly SqliteConnection connection;
    private readonly int backEnd;
    private readonly StagedPersons staged;
    private readonly SortedDictionary<int, StagedPerson> persons = [];
    private readonly HashSet<int> stored = [];

    public MirrorTangle(SqliteConnection connection, int backEnd, StagedPersons staged)
    {
        (this.connection, this.backEnd, this.staged) = (connection, backEnd, staged);
        Add(staged.Doubles());
    }

    /// <summary>Who they are, in the order of the source.</summary>
    public IReadOnlyList<StagedPerson> Persons => [.. persons.Values];

    /// <summary>True if somebody who is stored is one of them.</summary>
    public bool Holds(int storedPerson) => stored.Contains(storedPerson);

    /// <summary>They are, with all who hang on them.</summary>
    public void Add(IEnumerable<StagedPerson> entangled)
    {
        var next = entangled.ToList();
        while (next.Count > 0)
        {
            var added = next.FindAll(one => persons.TryAdd(one.Sequence, one));
            staged.SetEntangled(added.Select(one => one.Sequence));
            var holders = added.ConvertAll(one => one.Person).Chunk(MirrorSurroundings.AtOnce)
                .SelectMany(some => MirrorSurroundings.Of(connection, backEnd, some, staged).Stored)
                .Where(holder => stored.Add(holder.Id));
            next = [.. added.Select(one => PersonKey.Of(one.Person)).Concat(holders.Select(PersonKey.Of)).SelectMany(staged.With)];
        }
    }
}
