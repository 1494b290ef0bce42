using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Tests.Reading;
using Rexpondo.Relations.Tests.Storage;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

/// <summary>Any clicks on any screen, compared with a list of cells that is kept as naively as possible (E1–E5).</summary>
public sealed class MatrixClicksTests
{
    private static readonly RelationKind[] Kinds = [RelationKind.CustomerUserGroup, RelationKind.CustomerUserGroup, RelationKind.CustomerUserService, RelationKind.DefaultService];

    [Fact]
    public void Save_AfterAnyClicks_WritesWhatWasTickedAndUntickedAndNothingElse() => Prop.ForAll(World.Any, async world =>
    {
        using var screens = new Screens(Desk.Of(world));
        var random = new Random(world.Seed);
        var kind = Kinds[random.Next(Kinds.Length)];
        var matrices = AccessWorldTests.Matrices(world).Where(matrix => matrix.Kind == kind).ToList();
        if (matrices.Count == 0)
        {
            return;
        }

        var state = screens.Open(matrices[random.Next(matrices.Count)]);
        var cells = new Cells(world, state);
        for (var round = 0; round < 2; round++)
        {
            for (var click = 0; click < 12; click++)
            {
                await Click(screens, state, cells, random);
                cells.ShouldBeShown();
            }

            (await screens.Save(state)).Should().BeOfType<Saved>("{0}", world);
            cells.Save();
            cells.ShouldBeStored(screens.Desk);
        }

        var after = screens.Desk.FreshWorld();
        foreach (var other in matrices.Where(matrix => matrix.FixedLeft == state.Matrix.FixedLeft && matrix != state.Matrix))
        {
            var stored = after.Stored(other);
            world.Rows.Where(row => row.Key.Kind == kind && other.Pair(other.FixedLeft ? row.Key.Right : row.Key.Left) == (row.Key.Left, row.Key.Right))
                .Select(row => (other.FixedLeft ? row.Key.Right : row.Key.Left, row.Value)).OrderBy(row => row.Item1)
                .Should().Equal(stored.Rows.Select(row => (row, stored[row])), "{0} was not on the screen", other);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    /// <summary>The promise itself, without any model: what is granted was ticked, what is withdrawn was unticked.</summary>
    [Fact]
    public void Save_AfterClicksOnSingleBoxes_GrantsNothingThatNobodyTicked() => Prop.ForAll(World.Any, async world =>
    {
        using var screens = new Screens(Desk.Of(world));
        var random = new Random(world.Seed);
        var state = screens.Open(MatrixId.GroupsOf(new CustomerUserId(1 + random.Next(world.Persons.Length))));
        var before = screens.Desk.Stored(state.Matrix);
        var (ticked, unticked) = (new HashSet<(int, int)>(), new HashSet<(int, int)>());
        for (var click = 0; click < 25; click++)
        {
            var (row, key, on) = (1 + random.Next(world.Groups.Length), state.Snapshot.Keys.All[random.Next(state.Snapshot.Keys.All.Length)], random.Next(2) == 0);
            state.Click(row, key, on);
            (on ? ticked : unticked).Add((row, key.Bit));
        }

        await screens.Save(state);
        var after = screens.Desk.Stored(state.Matrix);
        for (var row = 1; row <= world.Groups.Length; row++)
        {
            (after[row] - before[row]).EachBit().Select(bit => (row, bit)).Should().BeSubsetOf(ticked);
            (before[row] - after[row]).EachBit().Select(bit => (row, bit)).Should().BeSubsetOf(unticked);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private static async Task Click(Screens screens, MatrixState state, Cells cells, Random random)
    {
        var rows = state.Rows();
        var key = state.Snapshot.Keys.All[random.Next(state.Snapshot.Keys.All.Length)];
        switch (random.Next(10))
        {
            case 0:
                state.Search(random.Next(3) switch { 0 => "", 1 => "1", _ => "s" });
                break;
            case 1:
                state.Choose((Chip)random.Next((int)Chip.OnDefaults));
                break;
            case 2:
                state.ChooseInvalid(random.Next(2) == 0);
                break;
            case 3 or 4:
                cells.ClickHeader(key);
                state.ClickHeader(key);
                break;
            case 5 when rows.Count > 0:
                var (from, to, on) = (rows[random.Next(rows.Count)], rows[random.Next(rows.Count)], random.Next(2) == 0);
                cells.ClickRange(rows, from, to, key, on);
                state.ClickRange(from, to, key, on);
                break;
            case 6 when random.Next(3) == 0:
                cells.WithdrawAllShown();
                state.WithdrawAllShown();
                break;
            case 7 when cells.Rows.Count > 0:
                // Another agent saves; this screen hears of it sooner or later.
                var (row, value) = (cells.Rows[random.Next(cells.Rows.Count)], random.Next(2) == 0);
                if (await screens.Desk.Save(Desk.Edit(state.Matrix, key.Set, value, row)) is Saved)
                {
                    cells.Stored(row, key.Bit, value);
                }

                if (random.Next(2) == 0)
                {
                    state.Refresh();
                    cells.Refresh();
                }

                break;
            default:
                if (rows.Count > 0)
                {
                    var (one, asked) = (rows[random.Next(rows.Count)], random.Next(2) == 0);
                    cells.Click(one, key, asked);
                    state.Click(one, key, asked);
                }

                break;
        }
    }

    /// <summary>Every cell of one matrix: as stored, as the screen last read it, and what is pending.</summary>
    private sealed class Cells
    {
        private readonly World world;
        private readonly MatrixState state;
        private readonly Dictionary<(int Row, int Bit), bool> stored = [];
        private readonly Dictionary<(int Row, int Bit), bool> pending = [];
        private Dictionary<(int Row, int Bit), bool> seen;

        public Cells(World world, MatrixState state)
        {
            (this.world, this.state) = (world, state);
            var rows = state.Matrix.RowSide switch
            {
                RelationSide.CustomerUser => world.Persons.Length,
                RelationSide.Group => world.Groups.Length,
                _ => world.Services.Length,
            };
            Rows = [.. Enumerable.Range(1, rows)];
            foreach (var row in Rows)
            {
                var (left, right) = state.Matrix.Pair(row);
                for (var bit = 0; bit < 3; bit++)
                {
                    stored[(row, bit)] = world.Row(state.Matrix.Kind, left, right).Contains(PermissionSet.OfBit(bit));
                }
            }

            seen = new(stored);
        }

        public List<int> Rows { get; }

        private bool HasKeys => state.Matrix.Kind.HasPermissions;

        public void Stored(int row, int bit, bool on) => stored[(row, bit)] = on;

        /// <summary>The screen hears what is stored; what is so already is no longer pending.</summary>
        public void Refresh()
        {
            seen = new(stored);
            foreach (var (cell, _) in pending.Where(one => stored[one.Key] == one.Value).ToList())
            {
                pending.Remove(cell);
            }
        }

        public void Save()
        {
            foreach (var (cell, on) in pending)
            {
                stored[cell] = on;
            }

            pending.Clear();
            Refresh();
        }

        public void Click(int row, PermissionKey key, bool on)
        {
            if (!IsNever(row) && !IsAlways(row) && !IsIncluded(row, key.Bit))
            {
                Show(row, key.Bit, on);
            }
        }

        public void ClickHeader(PermissionKey key)
        {
            var rows = Unlocked(key.Bit);
            if (rows.TrueForAll(row => Own(row, key.Bit)))
            {
                rows.ForEach(row => Show(row, key.Bit, false));
            }
            else if (rows.TrueForAll(row => !Own(row, key.Bit)) && rows.Exists(row => pending.ContainsKey((row, key.Bit))))
            {
                rows.ForEach(row => pending.Remove((row, key.Bit)));
            }
            else
            {
                rows.ForEach(row => Show(row, key.Bit, true));
            }
        }

        public void ClickRange(IReadOnlyList<int> rows, int from, int to, PermissionKey key, bool on)
        {
            var (a, b) = (rows.ToList().IndexOf(from), rows.ToList().IndexOf(to));
            var range = rows.Skip(Math.Min(a, b)).Take(Math.Abs(a - b) + 1).ToList();
            Unlocked(key.Bit).Where(range.Contains).ToList().ForEach(row => Show(row, key.Bit, on));
            Click(to, key, on);
        }

        public void WithdrawAllShown()
        {
            foreach (var row in state.Shown.Where(row => !IsAlways(row)))
            {
                for (var bit = 0; bit < 3; bit++)
                {
                    Show(row, bit, false);
                }
            }
        }

        public void ShouldBeShown()
        {
            foreach (var row in Rows)
            {
                var expected = IsNever(row) ? PermissionSet.None
                    : IsAlways(row) ? state.Snapshot.Keys.AllSet
                    : Enumerable.Range(0, 3).Where(bit => Own(row, bit)).Aggregate(PermissionSet.None, (keys, bit) => keys | PermissionSet.OfBit(bit));
                state.ShownKeys(row).Should().Be(expected, "row {0} of {1} in {2}", row, state.Matrix, world);
            }

            state.Pending.Total.Should().Be(pending.Count(cell => seen[cell.Key] != cell.Value), "in {0}", world);
        }

        public void ShouldBeStored(Desk desk)
        {
            var now = desk.Stored(state.Matrix);
            foreach (var row in Rows)
            {
                for (var bit = 0; bit < 3; bit++)
                {
                    now[row].Contains(PermissionSet.OfBit(bit)).Should().Be(stored[(row, bit)], "row {0}, bit {1} of {2} in {3}", row, bit, state.Matrix, world);
                }
            }
        }

        private List<int> Unlocked(int bit) =>
            [.. state.Shown.Where(row => IsEffective(row) && !IsNever(row) && !IsAlways(row) && !IsIncluded(row, bit))];

        private void Show(int row, int bit, bool on)
        {
            if (seen[(row, bit)] == on)
            {
                pending.Remove((row, bit));
            }
            else
            {
                pending[(row, bit)] = on;
            }
        }

        private bool Own(int row, int bit) => pending.TryGetValue((row, bit), out var on) ? on : seen[(row, bit)];

        private bool IsIncluded(int row, int bit) => HasKeys && bit != 1 && Own(row, 1);

        private string? GroupOf(int row) => HasKeys ? world.Groups[state.Matrix.Pair(row).Right - 1].Name : null;

        private bool IsNever(int row) => GroupOf(row) is { } name && world.Settings.NeverGroups.Contains(name);

        private bool IsAlways(int row) => GroupOf(row) is { } name && !IsNever(row) && world.Settings.AlwaysGroups.Contains(name)
            && world.Groups[state.Matrix.Pair(row).Right - 1].Validity == Validity.Valid;

        private bool IsEffective(int row) => state.Matrix.RowSide switch
        {
            RelationSide.CustomerUser => world.Persons[row - 1].Validity == Validity.Valid,
            RelationSide.Group => world.Groups[row - 1].Validity == Validity.Valid,
            _ => world.IsEffective(row),
        };
    }
}
