using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Tests.Storage;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

/// <summary>
/// Many agents on the same relations. They are compared with something much simpler than the product: a table of booleans that
/// each save writes, and for each agent a list of what she wants.
/// </summary>
public sealed class LiveMergeTests
{
    [Fact]
    public void AnyNumberOfAgents_InAnyInterleaving_EndWithTheEditsInCommitOrder() => Prop.ForAll(World.Any, async world =>
    {
        var plain = world with
        {
            Settings = world.Settings with { AlwaysGroups = [], NeverGroups = [], CompanyAlwaysGroups = [], PermissionKeys = ["ro", "note", "rw"] },
        };
        using var screens = new Screens(Desk.Of(plain));
        var desk = screens.Desk;
        var random = new Random(world.Seed);
        var kind = random.Next(2) == 0 ? RelationKind.CustomerUserGroup : RelationKind.CustomerUserService;
        var store = plain.Rows.Where(row => row.Key.Kind == kind).SelectMany(row => row.Value.EachBit().Select(bit => (row.Key.Left, row.Key.Right, bit))).ToHashSet();
        var (lefts, rights) = (plain.Persons.Length, kind == RelationKind.CustomerUserGroup ? plain.Groups.Length : plain.Services.Length);
        var agents = Enumerable.Range(0, 2 + random.Next(4)).Select(i => new Agent(
            screens, desk.Agent($"agent{i}"), random.Next(2) == 0 ? new MatrixId(kind, true, 1 + random.Next(lefts)) : new MatrixId(kind, false, 1 + random.Next(rights)), [.. store])).ToList();

        for (var step = 0; step < 60; step++)
        {
            var agent = agents[random.Next(agents.Count)];
            switch (random.Next(6))
            {
                case < 3:
                    agent.Tick(random);
                    break;
                case 3:
                    agent.ClickHeader(random);
                    break;
                case 4:
                    await agent.SaveAsync(store);
                    break;
                default:
                    agent.Deliver(desk, store);
                    break;
            }
        }

        foreach (var agent in agents)
        {
            agent.Deliver(desk, store);
        }

        var stored = desk.FreshWorld().Rows(kind).SelectMany(row => row.Stored.Ids.ToArray().SelectMany(right => row.Stored[right].EachBit().Select(bit => (row.Left, right, bit))));
        return stored.ToHashSet().SetEquals(store) && agents.All(agent => agent.ShowsTheStoreAndHerOwnEdits(store));
    }).QuickCheckThrowOnFailure();

    /// <summary>One agent with one screen, and what she wants as a plain list.</summary>
    private sealed class Agent(Screens screens, AgentId id, MatrixId matrix, HashSet<(int Left, int Right, int Bit)> seen)
    {
        private readonly MatrixState state = screens.Open(matrix);
        private readonly Dictionary<(int Left, int Right, int Bit), bool> wants = [];
        private long revision = screens.Desk.Store.Read(ChangeLog.Revision);

        public void Tick(Random random)
        {
            var rows = state.Rows();
            if (rows.Count == 0)
            {
                return;
            }

            var (row, key, on) = (rows[random.Next(rows.Count)], state.Snapshot.Keys.All[random.Next(state.Snapshot.Keys.All.Length)], random.Next(2) == 0);
            if (!state.IsLocked(row, key))
            {
                Want(row, key.Bit, on);
            }

            state.Click(row, key, on);
        }

        public void ClickHeader(Random random)
        {
            var key = state.Snapshot.Keys.All[random.Next(state.Snapshot.Keys.All.Length)];
            state.ClickHeader(key);

            // Which rows a header acts on has tests of its own; here it counts that what it edited is what becomes of it.
            foreach (var row in state.Snapshot.Listed(true))
            {
                var (set, clear) = state.Edits.Masks(matrix.FixedId, row);
                Set(row, key.Bit, set.Contains(key.Set) ? true : clear.Contains(key.Set) ? false : null);
            }
        }

        public async Task SaveAsync(HashSet<(int Left, int Right, int Bit)> store)
        {
            var result = await screens.Save(state, id);
            result.Should().BeOfType<Saved>();
            foreach (var (cell, on) in wants)
            {
                _ = on ? store.Add(cell) : store.Remove(cell);
            }

            wants.Clear();
            See(store);
        }

        public void Deliver(Desk desk, HashSet<(int Left, int Right, int Bit)> store)
        {
            var batch = desk.Store.Read(connection => ChangeLogReader.Since(connection, revision));
            revision = batch.To;
            if (batch.Concerns(matrix))
            {
                state.Take(batch);
            }

            See(store);
        }

        public bool ShowsTheStoreAndHerOwnEdits(HashSet<(int Left, int Right, int Bit)> store)
        {
            foreach (var row in state.Snapshot.Listed(true))
            {
                var (left, right) = matrix.Pair(row);
                foreach (var key in state.Snapshot.Keys.All)
                {
                    var cell = (left, right, key.Bit);
                    var (set, clear) = state.Edits.Masks(matrix.FixedId, row);
                    bool? pending = set.Contains(key.Set) ? true : clear.Contains(key.Set) ? false : null;
                    bool? wanted = wants.TryGetValue(cell, out var on) ? on : null;
                    if (pending != wanted || state.Snapshot.Stored[row].Contains(key.Set) != store.Contains(cell)
                        || state.ShownKeys(row).Contains(key.Set) != (wanted ?? store.Contains(cell)))
                    {
                        return false;
                    }
                }
            }

            return state.Pending.Total == wants.Count;
        }

        private void Want(int row, int bit, bool on)
        {
            var (left, right) = matrix.Pair(row);
            Set(row, bit, seen.Contains((left, right, bit)) == on ? null : on);
        }

        private void Set(int row, int bit, bool? on)
        {
            var (left, right) = matrix.Pair(row);
            if (on is { } value)
            {
                wants[(left, right, bit)] = value;
            }
            else
            {
                wants.Remove((left, right, bit));
            }
        }

        // What is so already is wanted no longer.
        private void See(HashSet<(int Left, int Right, int Bit)> store)
        {
            seen.Clear();
            seen.UnionWith(store);
            foreach (var (cell, _) in wants.Where(want => store.Contains(want.Key) == want.Value).ToList())
            {
                wants.Remove(cell);
            }
        }
    }
}
