using Microsoft.Extensions.Logging.Abstractions;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Drafts;

/// <summary>Unsaved changes: shared by the tabs of an agent, in the store a moment later, never lost and never anybody else's.</summary>
public sealed class DraftDeskTests : IDisposable
{
    private static readonly DraftScreen Screen = DraftScreen.Of(RelationSide.Group, 1);

    private readonly Desk desk = new();
    private readonly HandClock clock = new();
    private readonly DraftDesk drafts;

    public DraftDeskTests() => drafts = NewDesk();

    public void Dispose()
    {
        drafts.Dispose();
        desk.Dispose();
    }

    [Fact]
    public void Update_InOneTab_IsHeardByTheOtherAndNotByItself()
    {
        using var one = Open();
        using var two = Open();
        var (heardByOne, heardByTwo) = (0, 0);
        one.ChangedElsewhere += () => heardByOne++;
        two.ChangedElsewhere += () => heardByTwo++;

        Type(one, "a");
        Type(two, "b");
        Type(two, "b", times: 0);

        (one.Value.ToString(), two.Value.ToString(), heardByOne, heardByTwo).Should().Be(("a b", "a b", 1, 1));
        one.Found.Should().BeNull("nothing was there when it was opened");
        using var three = Open();
        three.Found.Should().Be((2, clock.GetUtcNow()));
    }

    [Fact]
    public async Task Update_IsWrittenAMomentAfterTheFirstChange()
    {
        using var tab = Open();
        var written = Changed();
        Type(tab, "a");
        clock.Advance(DraftDesk.Moment / 2);
        Type(tab, "b");
        Kept().Should().BeEmpty();

        clock.Advance(DraftDesk.Moment / 2);
        await written;

        Kept().Should().Equal("record/Group/1: 2");
    }

    [Fact]
    public async Task Dispose_WritesWhatIsDueAndForgetsTheTab()
    {
        var (tab, written) = (Open(), Changed());
        Type(tab, "a");

        tab.Dispose();
        tab.Dispose();
        await written;

        Kept().Should().Equal("record/Group/1: 1");
        drafts.OpenCount.Should().Be(0);
    }

    [Fact]
    public async Task StopAsync_WritesWhatIsDue_AndTheNextServerOffersIt()
    {
        var tab = Open();
        Type(tab, "a", times: 3);

        await drafts.StopAsync(default);

        using var next = NewDesk();
        using var again = next.Open(desk.Root, Screen, new Words.Format());
        (again.Value.ToString(), again.Found).Should().Be(("a a a", (3, clock.GetUtcNow())));
    }

    [Fact]
    public async Task Explain_IsSharedByTheTabsAndKeptAsLongAsThereAreChanges()
    {
        using var tab = Open();
        using var other = Open();
        var heard = 0;
        other.ChangedElsewhere += () => heard++;
        tab.Explain("why");
        await drafts.FlushAsync();
        (other.Reason, heard).Should().Be(("why", 1));
        Kept().Should().BeEmpty("a reason alone is nothing to be saved");

        Type(tab, "a");
        await drafts.FlushAsync();
        using (var next = NewDesk())
        {
            using var again = next.Open(desk.Root, Screen, new Words.Format());
            (again.Reason, again.Found?.Changes).Should().Be(("why", 1));
        }

        other.Explain("therefore");
        await drafts.FlushAsync();
        var discarded = await drafts.DiscardAsync(desk.Root, Screen);
        (discarded?.Reason, tab.Reason).Should().Be(("therefore", ""));
        (await drafts.RestoreAsync(desk.Root, discarded!)).Should().BeTrue();
        tab.Reason.Should().Be("therefore");
    }

    [Fact]
    public void Saved_TakesTheReasonWithItAndLeavesAnotherTypedSince()
    {
        using var tab = Open();
        Type(tab, "a");
        tab.Explain("why");
        tab.Saved(_ => Words.None, words => words.All.Count, 1, "why");
        tab.Reason.Should().BeEmpty();

        tab.Explain("typed since");
        tab.Saved(_ => Words.None, words => words.All.Count, 1, "why");
        tab.Reason.Should().Be("typed since");
    }

    [Fact]
    public async Task RestoreAsync_AndPutBack_LeaveAReasonTypedSince()
    {
        using var tab = Open();
        Type(tab, "a");
        tab.Explain("why");
        var discarded = await drafts.DiscardAsync(desk.Root, Screen);
        tab.Explain("typed since");

        (await drafts.RestoreAsync(desk.Root, discarded!)).Should().BeTrue();
        (tab.Value.ToString(), tab.Reason).Should().Be(("a", "typed since"));

        tab.Update(_ => Words.None, words => words.All.Count, 1);
        tab.Explain("");
        tab.PutBack(words => words, words => words.All.Count, 1, "why");
        tab.Reason.Should().BeEmpty("nothing came back");
        tab.PutBack(words => words.With("b"), words => words.All.Count, 1, "why");
        tab.Reason.Should().Be("why");
        tab.PutBack(words => words.With("c"), words => words.All.Count, 1, "another");
        tab.Reason.Should().Be("why");
    }

    [Fact]
    public async Task Content_IsReadOnceAndDrawnUpOnlyAfterAChange()
    {
        using (var first = Open())
        {
            Type(first, "a");
            await drafts.FlushAsync();
        }

        var format = new Words.Format();
        using var next = NewDesk();
        using var tab = next.Open(desk.Root, Screen, format);
        (tab.Value.ToString(), format.Reads).Should().Be(("a", 1));

        foreach (var letters in new[] { "w", "wh", "why" })
        {
            tab.Explain(letters);
            await next.FlushAsync();
        }

        format.Writes.Should().BeLessThanOrEqualTo(1, "the words are as they were");
        tab.Update(words => words.With("b"), words => words.All.Count, 1);
        await next.FlushAsync();
        Kept().Should().Equal("record/Group/1: 2");
    }

    [Fact]
    public async Task Update_ToNothing_RemovesIt()
    {
        using var tab = Open();
        Type(tab, "a");
        await tab.FlushAsync();
        Kept().Should().HaveCount(1);

        tab.Update(_ => Words.None, words => words.All.Count, 1);
        await tab.FlushAsync();

        Kept().Should().BeEmpty();
    }

    [Fact]
    public async Task Update_ThatOnlyCountsAnew_KeepsTheTime()
    {
        using var tab = Open();
        Type(tab, "a", times: 2);
        var typed = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromHours(1));

        tab.Update(words => words, _ => 1, 2);
        await tab.FlushAsync();

        drafts.Of(desk.Root).Should().Equal(new KeptDraft(Screen, 1, typed));
    }

    [Fact]
    public async Task Drafts_AreNobodyElses()
    {
        var ben = desk.Agent("ben");
        using var tab = Open();
        Type(tab, "a");
        await tab.FlushAsync();

        using var his = drafts.Open(ben, Screen, new Words.Format());

        (his.Value.ToString(), his.Found, drafts.Of(ben).Count).Should().Be(("", null, 0));
        (await drafts.DiscardAsync(ben, Screen)).Should().BeNull();
        Kept().Should().HaveCount(1);
    }

    [Fact]
    public async Task RemoveOldAsync_RemovesWhatNobodyHasTouchedForSoLong()
    {
        var (old, young) = (Open(), drafts.Open(desk.Root, DraftScreen.OfSetting("x"), new Words.Format()));
        Type(old, "a");
        clock.Advance(TimeSpan.FromDays(4));
        Type(young, "b");
        await drafts.FlushAsync();
        clock.Advance(TimeSpan.FromDays(3));
        (await drafts.RemoveOldAsync(default)).Should().Be(0, "it is exactly as old as is kept");
        var told = Changed();
        clock.Advance(TimeSpan.FromSeconds(1));

        (await drafts.RemoveOldAsync(default)).Should().Be(1);

        await told;
        Kept().Should().Equal("setting/x: 1");
    }

    [Fact]
    public async Task Open_OfDamagedContent_OffersNothingAndRemovesIt()
    {
        desk.Execute($"INSERT INTO draft VALUES ({desk.Root.Value}, '{Screen.Name}', 3, 1, 1, x'FF00', '')");
        var removed = Changed();
        var tab = Open();
        (tab.Value, tab.Found).Should().Be((Words.None, null));

        tab.Dispose();
        await removed;

        Kept().Should().BeEmpty();
    }

    [Fact]
    public async Task Write_ThatTheStoreRefusesForAMoment_IsTriedAgain()
    {
        desk.Execute("CREATE TRIGGER full BEFORE INSERT ON draft BEGIN SELECT RAISE(ABORT, 'disk full'); END");
        var tab = Open();
        Type(tab, "a");
        tab.Dispose();
        (await drafts.FlushAsync()).Should().BeFalse();
        drafts.OpenCount.Should().Be(1, "it is not written yet");
        using (var meanwhile = Open())
        {
            meanwhile.Value.ToString().Should().Be("a");
        }

        desk.Execute("DROP TRIGGER full");
        var written = Changed();
        clock.Advance(DraftDesk.Again);
        await written;

        Kept().Should().Equal("record/Group/1: 1");
        drafts.OpenCount.Should().Be(0);
    }

    [Fact]
    public async Task Update_InManyTabsAtOnce_LosesNothing()
    {
        var tabs = Enumerable.Range(0, 4).Select(_ => Open()).ToList();

        await Task.WhenAll(tabs.Select((tab, i) => Task.Run(async () =>
        {
            for (var n = 0; n < 100; n++)
            {
                Type(tab, $"{i}.{n}");
                if (n % 10 == 0)
                {
                    await tab.FlushAsync();
                }
            }

            tab.Dispose();
        })));
        await drafts.FlushAsync();

        using var next = NewDesk();
        using var again = next.Open(desk.Root, Screen, new Words.Format());
        again.Value.All.Should().HaveCount(400).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Close_WhileItIsBeingWritten_LosesNothingAndLeavesNothingOpen()
    {
        for (var n = 1; n <= 100; n++)
        {
            var tab = Open();
            tab.Value.All.Should().HaveCount(n - 1, "what was there a moment ago is there");
            var writing = tab.FlushAsync();
            Type(tab, "a");
            tab.Dispose();
            await writing;
        }

        await EverythingIsClosed();
        Kept().Should().Equal("record/Group/1: 100");
    }

    [Fact]
    public async Task OpenCount_AfterAThousandScreens_IsNothing()
    {
        for (var n = 0; n < 1000; n++)
        {
            using var tab = drafts.Open(desk.Root, DraftScreen.Of(RelationSide.Group, n % 50), new Words.Format());
            if (n < 25)
            {
                Type(tab, "a");
            }
        }

        await EverythingIsClosed();
        drafts.Of(desk.Root).Should().HaveCount(25);
    }

    [Fact]
    public async Task DiscardAsync_OfAnOpenScreen_IsHeardThereAndCanBeTakenBack()
    {
        using var tab = Open();
        Type(tab, "a", times: 2);
        await tab.FlushAsync();
        var heard = 0;
        tab.ChangedElsewhere += () => heard++;

        var discarded = await drafts.DiscardAsync(desk.Root, Screen);

        (tab.Value, heard, discarded!.Changes).Should().Be((Words.None, 1, 2));
        Kept().Should().BeEmpty();
        (await drafts.RestoreAsync(desk.Root, discarded)).Should().BeTrue();
        tab.Value.ToString().Should().Be("a a");
        (await drafts.RestoreAsync(desk.Root, discarded)).Should().BeFalse("something is there");
        await tab.FlushAsync();
        Kept().Should().Equal("record/Group/1: 2");
    }

    [Fact]
    public async Task DiscardAsync_OfAClosedScreen_CanBeTakenBackUnlessSomethingNewIsThere()
    {
        var tab = Open();
        Type(tab, "a");
        await tab.FlushAsync();
        tab.Dispose();
        await EverythingIsClosed();

        var discarded = await drafts.DiscardAsync(desk.Root, Screen);
        Kept().Should().BeEmpty();
        (await drafts.RestoreAsync(desk.Root, discarded!)).Should().BeTrue();

        Kept().Should().Equal("record/Group/1: 1");
        (await drafts.RestoreAsync(desk.Root, discarded! with { Changes = 9 })).Should().BeFalse();
        Kept().Should().Equal("record/Group/1: 1");
    }

    [Fact]
    public async Task Saved_WritesWhatIsLeft_AlsoIfItWasWrittenBefore()
    {
        using var tab = Open();
        Type(tab, "a");
        await tab.FlushAsync();
        desk.Execute("DELETE FROM draft");

        tab.Saved(words => words, words => words.All.Count, 2);
        await tab.FlushAsync();

        Kept().Should().Equal("record/Group/1: 1");
    }

    [Fact]
    public async Task Saved_AfterTheTabWasClosed_DoesNotRemoveWhatAnotherTabHasTyped()
    {
        var first = Open();
        Type(first, "a");
        first.Dispose();
        await EverythingIsClosed();
        using var second = Open();
        Type(second, "b");

        first.Saved(_ => Words.None, words => words.All.Count, 2);
        clock.Advance(DraftDesk.Moment);
        await drafts.FlushAsync();

        second.Value.ToString().Should().Be("a b");
        Kept().Should().Equal("record/Group/1: 2");
    }

    private DraftDesk NewDesk() => new(desk.Store, new DraftOptions(), clock, NullLogger<DraftDesk>.Instance);

    private OpenDraft<Words> Open() => drafts.Open(desk.Root, Screen, new Words.Format());

    private static void Type(OpenDraft<Words> tab, string word, int times = 1) => tab.Update(
        words => Enumerable.Repeat(word, times).Aggregate(words, (all, one) => all.With(one)), words => words.All.Count, 1);

    private IEnumerable<string> Kept() => drafts.Of(desk.Root).Select(draft => $"{draft.Screen.Name}: {draft.Changes}");

    private async Task EverythingIsClosed()
    {
        (await drafts.FlushAsync()).Should().BeTrue(); // waits for every write that is under way
        drafts.OpenCount.Should().Be(0);
    }

    /// <summary>Done once drafts in the store have changed.</summary>
    private Task Changed()
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        drafts.Changed += _ => changed.TrySetResult();
        return changed.Task.WaitAsync(Patience.Limit);
    }
}
