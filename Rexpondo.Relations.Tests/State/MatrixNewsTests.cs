using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Tests.Storage;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

/// <summary>What an open screen says of what others do to it.</summary>
public sealed class MatrixNewsTests : IDisposable
{
    private readonly Screens screens = new();
    private readonly AgentId ben;
    private readonly GroupId billing;
    private readonly IReadOnlyList<CustomerUserId> persons;
    private readonly MatrixState mine;
    private long revision;

    public MatrixNewsTests()
    {
        ben = Desk.Agent("ben");
        billing = Desk.Group();
        persons = Desk.CustomerUsers(30);
        mine = screens.Open(Matrix);
        revision = Desk.Store.Read(ChangeLog.Revision);
    }

    private Desk Desk => screens.Desk;

    private MatrixId Matrix => MatrixId.CustomerUsersOf(billing);

    public void Dispose() => screens.Dispose();

    [Fact]
    public async Task ChangedRow_SaysWhoDidWhat_UntilTheNextTouch()
    {
        await BenAsync(PermissionSet.Rw, true, 0);

        Take()!.Rows.Should().Be(1);
        Said(0).Should().Contain("ben granted rw just now");
        RowOf(0).News!.Keys.Should().Be(PermissionSet.Rw);

        mine.Tick(persons[3].Value, "ro");
        Said(0).Should().NotContain(words => words.Contains("ben granted"));
    }

    [Fact]
    public async Task News_AfterAMinute_IsNoLongerJustNow()
    {
        await BenAsync(PermissionSet.Ro, true, 0);
        Take();

        Said(0, Desk.Clock.Now + TimeSpan.FromMinutes(5)).Should().Contain(words => words.StartsWith("ben granted ro at "));
    }

    [Fact]
    public async Task CellChangedUnderMyEdit_IsMarked_AndStaysSoUntilTheEditIsGone()
    {
        mine.Tick(persons[0].Value, "rw");
        await BenAsync(PermissionSet.Ro, true, 0);
        Take();

        Said(0).Should().Contain("changed meanwhile by ben: ro");
        mine.Pending.Total.Should().Be(1, "the edit stays on top");

        mine.Tick(persons[5].Value, "ro");
        Said(0).Should().Contain("changed meanwhile by ben: ro");

        mine.Untick(persons[0].Value, "rw");
        Said(0).Should().NotContain(words => words.Contains("meanwhile"));
    }

    [Fact]
    public async Task CellThatSomebodySetAsIWant_IsNoLongerPending()
    {
        mine.Tick(persons[0].Value, "rw");
        mine.Tick(persons[1].Value, "rw");
        await BenAsync(PermissionSet.Rw, true, 0);
        Take();

        mine.Pending.Total.Should().Be(1);

        await BenAsync(PermissionSet.Rw, false, 0);
        Take();
        mine.Pending.Total.Should().Be(1, "what he withdraws again is not granted again by an edit that was done");
        mine.ShownKeys(persons[0].Value).Should().Be(PermissionSet.None);
    }

    [Fact]
    public async Task MoreThanTwentyRowsAtOnce_AreSaidInOneLine_AndInNoRow()
    {
        await BenAsync(PermissionSet.Ro, true, [.. Enumerable.Range(0, 21)]);

        var line = Take()!;

        line.Rows.Should().Be(21);
        NewsWords.Line(line, "root").Should().Be("ben changed 21 rows of this list just now.");
        Said(0).Should().NotContain(words => words.Contains("granted ro"));
    }

    [Fact]
    public async Task TwentyRowsAtOnce_AreSaidRowByRow()
    {
        await BenAsync(PermissionSet.Ro, true, [.. Enumerable.Range(0, 20)]);
        Take();

        Enumerable.Range(0, 20).Should().OnlyContain(i => Said(i, null).Contains("ben granted ro just now"));
    }

    [Fact]
    public async Task MyOwnSave_IsNoNews()
    {
        mine.Tick(persons[0].Value, "rw");
        await screens.Save(mine);

        Take().Should().BeNull();
        RowOf(0).News.Should().BeNull();
    }

    [Fact]
    public async Task WhatIDoInAnotherTab_IsSaidOfMyself()
    {
        using var other = screens.Open(Matrix);
        other.Tick(persons[0].Value, "rw");
        await screens.Save(other);
        Take();

        Said(0).Should().Contain("you, elsewhere, granted rw just now");
    }

    [Fact]
    public async Task RowThatNoLongerMatches_StaysAndSaysSo_UntilTheNextChoice()
    {
        Desk.Relate(persons[0], billing, PermissionSet.Ro);
        Take();
        mine.Choose(Chip.Assigned);
        await BenAsync(PermissionSet.Ro, false, 0);
        Take();

        mine.Rows().Should().Equal(persons[0].Value);
        Said(0).Should().Contain("no longer matches");

        mine.Choose(Chip.Assigned);
        mine.Rows().Should().BeEmpty();
    }

    [Fact]
    public async Task ChangesElsewhere_DoNotConcernThisScreen()
    {
        var ops = Desk.Group("ops");
        Take();
        (await Desk.Editor.SaveAsync(
            EditSet.Of(MatrixId.CustomerUsersOf(ops)).With(ops.Value, 0, IdSet.Of(persons[0].Value), true), ben, null, CancellationToken.None)).Should().BeOfType<Saved>();

        Batch().Concerns(Matrix).Should().BeFalse();
    }

    [Fact]
    public void TabThatIsBehind_GivesUpNoEditOfATabThatIsAhead()
    {
        // The other tab has seen that somebody withdrew the key again, and wants it; this one still sees it granted.
        using var desk = new DraftDesk(Desk.Store, new DraftOptions(), Desk.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<DraftDesk>.Instance);
        var (screen, format) = (DraftScreen.Of(Matrix), new EditSetFormat(Matrix));
        using var behind = new MatrixState(screens.Reader, Matrix, true, desk.Open(Desk.Root, screen, format));
        Desk.Relate(persons[0], billing, PermissionSet.Ro);
        using var ahead = desk.Open(Desk.Root, screen, format);
        ahead.Update(edits => edits.With(billing.Value, 0, IdSet.Of(persons[0].Value), true), _ => 1, long.MaxValue);

        behind.Refresh();

        behind.Edits.IsEmpty.Should().BeFalse();
    }

    [Fact]
    public async Task RowThatISaved_SaysNoLongerWhatWasChangedUnderMyEdit()
    {
        mine.Tick(persons[0].Value, "ro");
        await BenAsync(PermissionSet.Rw, true, 0);
        Take();
        Said(0).Should().Contain("changed meanwhile by ben: rw");

        await screens.Save(mine);

        Said(0).Should().NotContain(words => words.Contains("meanwhile"));
    }

    [Fact]
    public async Task WhatOthersDidUnderADraft_IsSaidWhenItIsOpenedAgain()
    {
        mine.Tick(persons[0].Value, "rw");
        mine.Tick(persons[1].Value, "rw");
        var before = revision;
        await BenAsync(PermissionSet.Ro, true, 0);
        await BenAsync(PermissionSet.Ro, true, 5);
        mine.Refresh();

        mine.Recall(Desk.Store.Read(connection => ChangeLogReader.Since(connection, before)), Desk.Root);

        Said(0).Should().Contain("changed meanwhile by ben: ro");
        Said(1).Should().NotContain(words => words.Contains("ben"));
        Said(5).Should().NotContain("ben granted ro just now", "only what lies under unsaved changes is recalled");
    }

    [Fact]
    public async Task SecondNewsOfARow_FlashesAgain()
    {
        await BenAsync(PermissionSet.Ro, true, 0);
        Take();
        var first = RowOf(0);
        await BenAsync(PermissionSet.Ro, false, 0);
        Take();

        (first.Flashes, RowOf(0).Flashes).Should().Be((true, true));
        RowOf(0).News!.IsOdd.Should().Be(!first.News!.IsOdd);
        RowOf(0, Desk.Clock.Now + TimeSpan.FromSeconds(3)).Flashes.Should().BeFalse();
    }

    [Fact]
    public void PageThatStaysOpenBesideManyChanges_LetsAnOldImageGo()
    {
        var before = mine.Snapshot;
        Desk.Group("other");
        mine.LetGo(new ChangeBatch(revision, revision + 1, []));
        mine.Snapshot.Should().BeSameAs(before);

        mine.LetGo(new ChangeBatch(revision, revision + 1000, []));
        mine.Snapshot.Should().NotBeSameAs(before);
    }

    private async Task BenAsync(PermissionSet key, bool on, params int[] rows) =>
        (await Desk.Editor.SaveAsync(
            EditSet.Of(Matrix).With(billing.Value, key.EachBit().Single(), IdSet.Of(rows.Select(i => persons[i].Value)), on), ben, null, CancellationToken.None))
        .Should().BeOfType<Saved>();

    private ChangeBatch Batch() => Desk.Store.Read(connection => ChangeLogReader.Since(connection, revision));

    private NewsLine? Take()
    {
        var batch = Batch();
        revision = batch.To;
        return mine.Take(batch);
    }

    private MatrixRow RowOf(int person, DateTimeOffset? now = null) =>
        MatrixRow.Of(mine, screens.NameOf(mine, persons[person].Value), screens.Why(mine, new GroupWhy(), persons[person].Value), "root", now ?? Desk.Clock.Now);

    private IEnumerable<string> Said(int person, DateTimeOffset? now = null) => RowOf(person, now).Why.Parts.Select(part => part.Text);
}
