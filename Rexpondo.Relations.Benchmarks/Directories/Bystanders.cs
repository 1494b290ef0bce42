using System.Diagnostics;
using Rexpondo.Relations.Benchmarks.Live;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Benchmarks.Directories;

/// <summary>An agent who saves one cell after the other, and one who types: how long each has to wait.</summary>
internal sealed class Bystanders
{
    private const int People = 2_000;

    private readonly NameDirectory names;
    private readonly RelationEditor editor;
    private readonly AgentId agent;
    private readonly GroupId group;
    private readonly int person;

    private Bystanders(NameDirectory names, RelationEditor editor, AgentId agent, GroupId group, int person) =>
        (this.names, this.editor, this.agent, this.group, this.person) = (names, editor, agent, group, person);

    /// <summary>Fills an empty store with a desk of its own.</summary>
    public static async Task<Bystanders> OfAsync(RelationsStore store, StoreBell bell, string folder)
    {
        await LargeDesk.FillAsync(new Importer(store, bell, TimeProvider.System), Path.Combine(folder, "desk"), People, 20, 30);
        var catalogs = new CatalogReader(store);
        var agents = new AgentDirectory(store, bell, TimeProvider.System);
        var agent = (AgentSaved)await agents.AddAsync("bystander", AgentRole.Admin, "only-for-measuring", CancellationToken.None);
        var world = new AccessWorldReader(store, catalogs).Read();
        return new Bystanders(
            new NameDirectory(store), new RelationEditor(store, catalogs, bell, TimeProvider.System), agent.Agent.Id, world.Catalog.Groups[3].Id,
            world.Persons.First().Id);
    }

    /// <summary>Both work while something goes on, and what they waited is said.</summary>
    /// <param name="what">What goes on; null: nothing is said.</param>
    /// <param name="meanwhile">It.</param>
    public async Task WorkAsync(string? what, Func<Task> meanwhile)
    {
        using var end = new CancellationTokenSource();
        var saving = Task.Run(() => RepeatAsync(SaveAsync, end.Token));
        var typing = Task.Run(() => RepeatAsync(TypeAsync, end.Token));
        await Task.Run(meanwhile);
        await end.CancelAsync();
        var (saved, typed) = (await saving, await typing);
        if (what is not null)
        {
            Console.WriteLine($"{what}: a save of one cell {Figures.Of(saved)}");
            Console.WriteLine($"{"",-28}  a keystroke        {Figures.Of(typed)}");
        }
    }

    private static async Task<List<double>> RepeatAsync(Func<int, Task> act, CancellationToken cancellationToken)
    {
        List<double> took = [];
        for (var i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            var clock = Stopwatch.GetTimestamp();
            await act(i);
            took.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);

            // Quicker than anybody works, but not all that the machine can.
            await Task.Delay(20, CancellationToken.None);
        }

        return took;
    }

    private async Task SaveAsync(int round)
    {
        var edits = EditSet.Of(MatrixId.CustomerUsersOf(group)).With(group.Value, 0, IdSet.Of([person]), round % 2 == 0);
        if (await editor.SaveAsync(edits, agent, null, CancellationToken.None) is not Saved)
        {
            throw new InvalidOperationException("the save was refused");
        }
    }

    private Task TypeAsync(int round)
    {
        var index = names.Read();
        _ = new OrderedIds(index.Order, index.Search(SearchQuery.Parse($"meier {round % 10}"))).Page(0, 50);
        return Task.CompletedTask;
    }
}
