using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Benchmarks;

/// <summary>
/// Saves the whole column of a group again and again, on and off, and says each change set once it is acknowledged. Made to be
/// killed: what is said must be in the store afterwards, and nothing of a save that was not.
/// </summary>
internal static class EndlessSaves
{
    public static async Task RunAsync(string database, GroupId group)
    {
        using var store = new RelationsStore(new StoreOptions { DatabasePath = database });
        var bell = new StoreBell();
        var catalogs = new CatalogReader(store);
        var agents = new AgentDirectory(store, bell, TimeProvider.System);
        var agent = await agents.AddAsync("load", AgentRole.Admin, "only-for-load", CancellationToken.None) is AgentSaved added
            ? added.Agent.Id
            : throw new InvalidOperationException("the agent of the load is there already: use a fresh store");
        var editor = new RelationEditor(store, catalogs, bell, TimeProvider.System);
        var everybody = IdSet.Of(new AccessWorldReader(store, catalogs).Read().Persons.Select(person => person.Id));
        for (var on = true; ; on = !on)
        {
            var edits = EditSet.Of(MatrixId.CustomerUsersOf(group)).With(group.Value, 0, everybody, on);
            var saved = (Saved)await editor.SaveAsync(edits, agent, null, CancellationToken.None);
            await Console.Out.WriteLineAsync($"{saved.ChangeSet}");
        }
    }
}
