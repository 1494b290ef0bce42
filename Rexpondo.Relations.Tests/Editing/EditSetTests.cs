using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Editing;

public sealed class EditSetTests
{
    private const int Ro = 0;
    private const int Rw = 1;
    private static readonly MatrixId Matrix = MatrixId.CustomerUsersOf(new GroupId(9));

    [Fact]
    public void With_TwoEditsThatOverlap_LetsTheLaterWin()
    {
        var edits = EditSet.Of(Matrix).With(9, Ro, IdSet.Of(1, 2, 3), true).With(9, Ro, IdSet.Of(2), false).With(9, Ro, IdSet.Of(3), null);

        edits.Column(9, Ro).On.Should().Equal(1);
        edits.Column(9, Ro).Off.Should().Equal(2);
        edits.Rows(9).Should().Equal(1, 2);
    }

    [Fact]
    public void With_AsSavedForEveryRow_LeavesNothing()
    {
        var edits = EditSet.Of(Matrix).With(9, Ro, IdSet.Of(1, 2), true).With(9, Ro, IdSet.Of(1, 2, 3), null);

        edits.IsEmpty.Should().BeTrue();
        edits.Matrices.Should().BeEmpty();
        edits.Cells().Should().BeEmpty();
    }

    [Fact]
    public void With_NoRows_IsNoEdit() => EditSet.Of(Matrix).With(9, Ro, IdSet.Empty, true).IsEmpty.Should().BeTrue();

    [Fact]
    public void Show_OfCellsThatHaveTheValue_LeavesThemAsSaved()
    {
        var edits = EditSet.Of(Matrix).Show(9, Ro, IdSet.Of(1, 2, 3), on: true, Stored((1, PermissionSet.Ro), (3, PermissionSet.Rw)));

        edits.Column(9, Ro).On.Should().Equal(2, 3);
        edits.Column(9, Ro).Off.Should().BeEmpty();
    }

    [Fact]
    public void Show_OfAllOnAllOffAndAsSaved_EndsWhereItBegan()
    {
        var stored = Stored((1, PermissionSet.Ro), (2, PermissionSet.Rw));
        var rows = IdSet.Of(1, 2, 3);

        var allOn = EditSet.Of(Matrix).Show(9, Ro, rows, on: true, stored);
        var allOff = allOn.Show(9, Ro, rows, on: false, stored);
        var asSaved = allOff.With(9, Ro, rows, null);

        allOn.Count(_ => stored).Should().Be(new PendingCount(Granted: 2, Withdrawn: 0));
        allOff.Count(_ => stored).Should().Be(new PendingCount(Granted: 0, Withdrawn: 1));
        asSaved.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void Show_Neighbours4HeaderRwOnAndThenOff_GrantsNothingToAnybody()
    {
        var stored = Stored((1, PermissionSet.Ro));
        var rows = IdSet.Of(1, 2, 3);

        var edits = EditSet.Of(Matrix).Show(9, Rw, rows, on: true, stored).Show(9, Rw, rows, on: false, stored);

        edits.IsEmpty.Should().BeTrue();
        edits.Shown(9, 2, stored[2]).Should().Be(PermissionSet.None);
    }

    [Fact]
    public void Show_ATickedRwAndThenNot_ShowsWhatIsStoredForTheOthers()
    {
        var stored = Stored((1, PermissionSet.Ro));

        var edits = EditSet.Of(Matrix).Show(9, Rw, IdSet.Of(1), on: true, stored);

        edits.Shown(9, 1, stored[1]).Should().Be(PermissionSet.Ro | PermissionSet.Rw);
        edits.Column(9, Ro).IsEmpty.Should().BeTrue("rw includes ro without storing it");
    }

    [Fact]
    public void Count_WithAnEditThatSomebodyElseMadeTrueMeanwhile_LeavesItOut()
    {
        var edits = EditSet.Of(Matrix).With(9, Ro, IdSet.Of(1, 2), true).With(9, Rw, IdSet.Of(3, 4), false);

        var count = edits.Count(_ => Stored((1, PermissionSet.Ro), (4, PermissionSet.Rw)));

        count.Should().Be(new PendingCount(Granted: 1, Withdrawn: 1));
        count.Total.Should().Be(2);
    }

    [Fact]
    public void Count_OverTwoMatrices_AsksForWhatIsStoredInEach()
    {
        var first = MatrixId.CustomerUsersOf(new GroupId(3));
        var edits = EditSet.Of(Matrix).With(9, Ro, IdSet.Of(1), true).With(3, Ro, IdSet.Of(1), true);

        edits.Matrices.Should().Equal(first, Matrix);
        edits.Count(matrix => matrix == first ? Stored((1, PermissionSet.Ro)) : StoredCells.None).Total.Should().Be(1);
    }

    [Fact]
    public void Cells_OfEditsInAnyOrder_AreSortedByLeftAndThenRight()
    {
        var edits = EditSet.Of(Matrix)
            .With(9, Rw, IdSet.Of(5, 2), true).With(3, Ro, IdSet.Of(5, 7), false).With(9, Ro, IdSet.Of(5), false);

        edits.Cells().Should().Equal(
            new CellEdit(2, 9, PermissionSet.Rw, PermissionSet.None),
            new CellEdit(5, 3, PermissionSet.None, PermissionSet.Ro),
            new CellEdit(5, 9, PermissionSet.Rw, PermissionSet.Ro),
            new CellEdit(7, 3, PermissionSet.None, PermissionSet.Ro));
    }

    [Fact]
    public void Show_InAnyOrder_EndsWithTheLastValueAskedForEachCell() => Prop.ForAll(AnySession, session =>
    {
        var edits = session.Clicks.Aggregate(EditSet.Of(Matrix), (so, click) => so.Show(9, click.Bit, click.Rows, click.On, session.Stored));
        var differing = 0;
        foreach (var row in Session.AllRows)
        {
            foreach (var bit in new[] { Ro, Rw })
            {
                var expected = session.Last(row, bit) ?? session.Before(row, bit);
                differing += expected == session.Before(row, bit) ? 0 : 1;
                var (set, clear) = edits.Masks(9, row);
                if (edits.Shown(9, row, session.Stored[row]).Contains(PermissionSet.OfBit(bit)) != expected
                    || (set | clear).Contains(PermissionSet.OfBit(bit)) != (expected != session.Before(row, bit)))
                {
                    return false;
                }
            }
        }

        return edits.Count(_ => session.Stored).Total == differing
            && edits.Cells().Sum(cell => cell.Set.Count + cell.Clear.Count) == differing
            && edits.Cells().All(cell => (cell.Set & cell.Clear).IsEmpty && !(cell.Set | cell.Clear).IsEmpty);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Show_InAnyOrderAndSaved_WritesExactlyTheCellsThatDiffer()
    {
        using var desk = new Desk();
        var group = desk.Group();
        desk.CustomerUsers(Session.Rows);
        var matrix = MatrixId.CustomerUsersOf(group);
        Prop.ForAll(AnySession, async session =>
        {
            var stored = desk.Worlds.Read().Stored(matrix);
            var revision = desk.Revision();

            var edits = session.Clicks.Aggregate(EditSet.Of(matrix), (so, click) => so.Show(group.Value, click.Bit, click.Rows, click.On, stored));
            await desk.Save(edits);

            var now = desk.Stored(matrix);
            var expected = Session.AllRows.ToDictionary(row => row, row => PermissionSet.None
                | ((session.Last(row, Ro) ?? stored[row].Contains(PermissionSet.Ro)) ? PermissionSet.Ro : default)
                | ((session.Last(row, Rw) ?? stored[row].Contains(PermissionSet.Rw)) ? PermissionSet.Rw : default));
            return Session.AllRows.All(row => now[row] == expected[row])
                && desk.Log().Where(cell => cell.ChangeSet > revision).Select(cell => (cell.Left, cell.Old, cell.New))
                    .SequenceEqual(Session.AllRows.Where(row => expected[row] != stored[row]).Select(row => (row, stored[row], expected[row])));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    /// <summary>While a save is on its way further boxes are clicked: what is seen stays as it is, and what was saved is no edit any more.</summary>
    [Fact]
    public void Since_AnySave_ShowsTheSameAndKeepsNothingThatIsStored() => Prop.ForAll(AnySession, session =>
    {
        var edits = new List<EditSet> { EditSet.Of(Matrix) };
        foreach (var click in session.Clicks)
        {
            edits.Add(edits[^1].Show(9, click.Bit, click.Rows, click.On, session.Stored));
        }

        var (saved, now) = (edits[session.Clicks.Count / 2], edits[^1]);
        var stored = Stored([.. Session.AllRows.Select(row => (row, saved.Shown(9, row, session.Stored[row])))]);

        var since = now.Since(saved);

        Session.AllRows.Select(row => since.Shown(9, row, stored[row])).Should().Equal(Session.AllRows.Select(row => now.Shown(9, row, session.Stored[row])));
        since.Cells().Where(cell => !(cell.Set & stored[cell.Left]).IsEmpty || !stored[cell.Left].Contains(cell.Clear)).Should().BeEmpty();
        now.Since(now).IsEmpty.Should().BeTrue();
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    /// <summary>Something stored and clicks on it: headers and single cells alike are a set of rows and a value.</summary>
    private static Arbitrary<Session> AnySession { get; } = (
        from clicks in (
            from bit in Gen.Elements(Ro, Rw)
            from rows in Gen.Choose(1, Session.Rows).ListOf()
            from value in Gen.Elements(true, false)
            select new Click(bit, IdSet.Of(rows), value)).ListOf()
        from keys in Gen.Choose(0, 3).ArrayOf(Session.Rows)
        select new Session(Stored([.. keys.Select((bits, i) => (i + 1, new PermissionSet(bits)))]), clicks)).ToArbitrary();

    private static StoredCells Stored(params (int Row, PermissionSet Keys)[] rows) => StoredCells.Of(rows);

    private sealed record Click(int Bit, IdSet Rows, bool On);

    private sealed record Session(StoredCells Stored, List<Click> Clicks)
    {
        public const int Rows = 10;

        public static IEnumerable<int> AllRows => Enumerable.Range(1, Rows);

        public bool Before(int row, int bit) => Stored.With(bit).Contains(row);

        public bool? Last(int row, int bit) => Clicks.LastOrDefault(click => click.Bit == bit && click.Rows.Contains(row))?.On;
    }
}
