using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;

namespace Rexpondo.Relations.Tests.Drafts;

/// <summary>Unsaved changes: shared by the tabs of an agent, in the store a moment later, never lost and never anybody else's.</summary>
public sealed class DraftDeskTests : IDisposable
{
    private readonly DraftTabs tabs = new();

    public void Dispose() => tabs.Dispose();

    [Fact]
    public void Update_InOneTab_IsHeardByTheOtherAndNotByItself()
    {
        using var one = tabs.Open();
        using var two = tabs.Open();
        var (heardByOne, heardByTwo) = (0, 0);
        one.ChangedElsewhere += () => heardByOne++;
        two.ChangedElsewhere += () => heardByTwo++;

        DraftTabs.Type(one, "a");
        DraftTabs.Type(two, "b");
        DraftTabs.Type(two, "b", times: 0);

        (one.Value.ToString(), two.Value.ToString(), heardByOne, heardByTwo).Should().Be(("a b", "a b", 1, 1));
        one.Found.Should().BeNull("nothing was there when it was opened");
        using var three = tabs.Open();
        three.Found.Should().Be((2, tabs.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Update_IsWrittenAMomentAfterTheFirstChange()
    {
        using var tab = tabs.Open();
        var written = Changed();
        DraftTabs.Type(tab, "a");
        tabs.Clock.Advance(DraftDesk.Moment / 2);
        DraftTabs.Type(tab, "b");
        tabs.Kept().Should().BeEmpty();

        tabs.Clock.Advance(DraftDesk.Moment / 2);
        await written;

        tabs.Kept().Should().Equal("record/Group/1: 2");
    }

    [Fact]
    public async Task Dispose_WritesWhatIsDueAndForgetsTheTab()
    {
        var (tab, written) = (tabs.Open(), Changed());
        DraftTabs.Type(tab, "a");

        tab.Dispose();
        tab.Dispose();
        await written;

        tabs.Kept().Should().Equal("record/Group/1: 1");
        tabs.Drafts.OpenCount.Should().Be(0);
    }

    [Fact]
    public async Task StopAsync_WritesWhatIsDue_AndTheNextServerOffersIt()
    {
        var tab = tabs.Open();
        DraftTabs.Type(tab, "a", times: 3);

        await tabs.Drafts.StopAsync(default);

        using var next = tabs.NewDesk();
        using var again = next.Open(tabs.Desk.Root, DraftTabs.Screen, new Words.Format());
        (again.Value.ToString(), again.Found).Should().Be(("a a a", (3, tabs.Clock.GetUtcNow())));
    }

    [Fact]
    public async Task Update_ToNothing_RemovesIt()
    {
        using var tab = tabs.Open();
        DraftTabs.Type(tab, "a");
        await tab.FlushAsync();
        tabs.Kept().Should().HaveCount(1);

        tab.Update(_ => Words.None, words => words.All.Count, 1);
        await tab.FlushAsync();

        tabs.Kept().Should().BeEmpty();
    }

    [Fact]
    public async Task Update_ThatOnlyCountsAnew_KeepsTheTime()
    {
        using var tab = tabs.Open();
        DraftTabs.Type(tab, "a", times: 2);
        var typed = tabs.Clock.GetUtcNow();
        tabs.Clock.Advance(TimeSpan.FromHours(1));

        tab.Update(words => words, _ => 1, 2);
        await tab.FlushAsync();

        tabs.Drafts.Of(tabs.Desk.Root).Should().Equal(new KeptDraft(DraftTabs.Screen, 1, typed));
    }

    [Fact]
    public async Task Drafts_AreNobodyElses()
    {
        var ben = tabs.Desk.Agent("ben");
        using var tab = tabs.Open();
        DraftTabs.Type(tab, "a");
        await tab.FlushAsync();

        using var his = tabs.Drafts.Open(ben, DraftTabs.Screen, new Words.Format());

        (his.Value.ToString(), his.Found, tabs.Drafts.Of(ben).Count).Should().Be(("", null, 0));
        (await tabs.Drafts.DiscardAsync(ben, DraftTabs.Screen)).Should().BeNull();
        tabs.Kept().Should().HaveCount(1);
    }

    [Fact]
    public async Task RemoveOldAsync_RemovesWhatNobodyHasTouchedForSoLong()
    {
        var (old, young) = (tabs.Open(), tabs.Drafts.Open(tabs.Desk.Root, DraftScreen.OfSetting("x"), new Words.Format()));
        DraftTabs.Type(old, "a");
        tabs.Clock.Advance(TimeSpan.FromDays(4));
        DraftTabs.Type(young, "b");
        await tabs.Drafts.FlushAsync();
        tabs.Clock.Advance(TimeSpan.FromDays(3));
        (await tabs.Drafts.RemoveOldAsync(default)).Should().Be(0, "it is exactly as old as is kept");
        var told = Changed();
        tabs.Clock.Advance(TimeSpan.FromSeconds(1));

        (await tabs.Drafts.RemoveOldAsync(default)).Should().Be(1);

        await told;
        tabs.Kept().Should().Equal("setting/x: 1");
    }

    [Fact]
    public async Task Open_OfADraftThatReadsSlowly_KeepsNobodyElseWaiting_AndIsOneForAllItsTabs()
    {
        tabs.Desk.Execute($"INSERT INTO draft VALUES ({tabs.Desk.Root.Value}, '{DraftTabs.Screen.Name}', 1, 1, 1, x'61', '')");
        var (begun, gate) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource());
        var slow = new Words.Format
        {
            OnRead = () =>
            {
                begun.TrySetResult();
                gate.Task.WaitAsync(Patience.Limit).GetAwaiter().GetResult();
            },
        };
        var opening = Enumerable.Range(0, 2).Select(_ => Task.Run(() => tabs.Drafts.Open(tabs.Desk.Root, DraftTabs.Screen, slow))).ToArray();
        await begun.Task.WaitAsync(Patience.Limit);

        var other = await Task.Run(() => tabs.Drafts.Open(new AgentId(tabs.Desk.Root.Value + 1), DraftTabs.Screen, new Words.Format())).WaitAsync(Patience.Limit);

        other.Value.Should().Be(Words.None);
        gate.SetResult();
        var both = await Task.WhenAll(opening).WaitAsync(Patience.Limit);
        DraftTabs.Type(both[0], "b");
        both[1].Value.ToString().Should().Be("a b");
        slow.Reads.Should().Be(1);
    }

    [Fact]
    public async Task Open_OfADraftThatCannotBeRead_CanBeTriedAgain()
    {
        tabs.Desk.Execute($"INSERT INTO draft VALUES ({tabs.Desk.Root.Value}, '{DraftTabs.Screen.Name}', 1, 1, 1, x'61', '')");
        var failing = new Words.Format { OnRead = () => throw new IOException("for a moment") };

        tabs.Drafts.Invoking(drafts => drafts.Open(tabs.Desk.Root, DraftTabs.Screen, failing)).Should().Throw<IOException>();
        await tabs.Drafts.FlushAsync();

        tabs.Drafts.OpenCount.Should().Be(0);
        using var again = tabs.Open();
        again.Value.ToString().Should().Be("a");
    }

    [Fact]
    public async Task Write_ThatFailsForAReasonNobodyThoughtOf_IsLogged()
    {
        var log = new ErrorLog<DraftDesk>();
        using var desk = tabs.NewDesk(log);
        var tab = desk.Open(tabs.Desk.Root, DraftTabs.Screen, new Words.Format { OnWrite = () => throw new InvalidOperationException("a mistake") });
        DraftTabs.Type(tab, "a");

        tabs.Clock.Advance(DraftDesk.Moment);

        (await log.First).Should().BeOfType<InvalidOperationException>();
        log.Entries[0].Text.Should().Be("Failed in the background: write the draft of record/Group/1");
    }

    [Fact]
    public async Task Open_OfDamagedContent_OffersNothingAndRemovesIt()
    {
        tabs.Desk.Execute($"INSERT INTO draft VALUES ({tabs.Desk.Root.Value}, '{DraftTabs.Screen.Name}', 3, 1, 1, x'FF00', '')");
        var removed = Changed();
        var tab = tabs.Open();
        (tab.Value, tab.Found).Should().Be((Words.None, null));

        tab.Dispose();
        await removed;

        tabs.Kept().Should().BeEmpty();
    }

    [Fact]
    public async Task Write_ThatTheStoreRefusesForAMoment_IsTriedAgain()
    {
        tabs.Desk.Execute("CREATE TRIGGER full BEFORE INSERT ON draft BEGIN SELECT RAISE(ABORT, 'disk full'); END");
        var tab = tabs.Open();
        DraftTabs.Type(tab, "a");
        tab.Dispose();
        (await tabs.Drafts.FlushAsync()).Should().BeFalse();
        tabs.Drafts.OpenCount.Should().Be(1, "it is not written yet");
        using (var meanwhile = tabs.Open())
        {
            meanwhile.Value.ToString().Should().Be("a");
        }

        tabs.Desk.Execute("DROP TRIGGER full");
        var written = Changed();
        tabs.Clock.Advance(DraftDesk.Again);
        await written;

        tabs.Kept().Should().Equal("record/Group/1: 1");
        tabs.Drafts.OpenCount.Should().Be(0);
    }

    [Fact]
    public async Task Update_InManyTabsAtOnce_LosesNothing()
    {
        var open = Enumerable.Range(0, 4).Select(_ => tabs.Open()).ToList();

        await Task.WhenAll(open.Select((tab, i) => Task.Run(async () =>
        {
            for (var n = 0; n < 100; n++)
            {
                DraftTabs.Type(tab, $"{i}.{n}");
                if (n % 10 == 0)
                {
                    await tab.FlushAsync();
                }
            }

            tab.Dispose();
        })));
        await tabs.Drafts.FlushAsync();

        using var next = tabs.NewDesk();
        using var again = next.Open(tabs.Desk.Root, DraftTabs.Screen, new Words.Format());
        again.Value.All.Should().HaveCount(400).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Close_WhileItIsBeingWritten_LosesNothingAndLeavesNothingOpen()
    {
        for (var n = 1; n <= 100; n++)
        {
            var tab = tabs.Open();
            tab.Value.All.Should().HaveCount(n - 1, "what was there a moment ago is there");
            var writing = tab.FlushAsync();
            DraftTabs.Type(tab, "a");
            tab.Dispose();
            await writing;
        }

        await EverythingIsClosed();
        tabs.Kept().Should().Equal("record/Group/1: 100");
    }

    [Fact]
    public async Task OpenCount_AfterAThousandScreens_IsNothing()
    {
        for (var n = 0; n < 1000; n++)
        {
            using var tab = tabs.Drafts.Open(tabs.Desk.Root, DraftScreen.Of(RelationSide.Group, n % 50), new Words.Format());
            if (n < 25)
            {
                DraftTabs.Type(tab, "a");
            }
        }

        await EverythingIsClosed();
        tabs.Drafts.Of(tabs.Desk.Root).Should().HaveCount(25);
    }

    [Fact]
    public async Task DiscardAsync_OfAnOpenScreen_IsHeardThereAndCanBeTakenBack()
    {
        using var tab = tabs.Open();
        DraftTabs.Type(tab, "a", times: 2);
        await tab.FlushAsync();
        var heard = 0;
        tab.ChangedElsewhere += () => heard++;

        var discarded = await tabs.Drafts.DiscardAsync(tabs.Desk.Root, DraftTabs.Screen);

        (tab.Value, heard, discarded!.Changes).Should().Be((Words.None, 1, 2));
        tabs.Kept().Should().BeEmpty();
        (await tabs.Drafts.RestoreAsync(tabs.Desk.Root, discarded)).Should().BeTrue();
        tab.Value.ToString().Should().Be("a a");
        (await tabs.Drafts.RestoreAsync(tabs.Desk.Root, discarded)).Should().BeFalse("something is there");
        await tab.FlushAsync();
        tabs.Kept().Should().Equal("record/Group/1: 2");
    }

    [Fact]
    public async Task DiscardAsync_OfAClosedScreen_CanBeTakenBackUnlessSomethingNewIsThere()
    {
        var tab = tabs.Open();
        DraftTabs.Type(tab, "a");
        await tab.FlushAsync();
        tab.Dispose();
        await EverythingIsClosed();

        var discarded = await tabs.Drafts.DiscardAsync(tabs.Desk.Root, DraftTabs.Screen);
        tabs.Kept().Should().BeEmpty();
        (await tabs.Drafts.RestoreAsync(tabs.Desk.Root, discarded!)).Should().BeTrue();

        tabs.Kept().Should().Equal("record/Group/1: 1");
        (await tabs.Drafts.RestoreAsync(tabs.Desk.Root, discarded! with { Changes = 9 })).Should().BeFalse();
        tabs.Kept().Should().Equal("record/Group/1: 1");
    }

    [Fact]
    public async Task Saved_WritesWhatIsLeft_AlsoIfItWasWrittenBefore()
    {
        using var tab = tabs.Open();
        DraftTabs.Type(tab, "a");
        await tab.FlushAsync();
        tabs.Desk.Execute("DELETE FROM draft");

        tab.Saved(words => words, words => words.All.Count, 2);
        await tab.FlushAsync();

        tabs.Kept().Should().Equal("record/Group/1: 1");
    }

    [Fact]
    public async Task Saved_AfterTheTabWasClosed_DoesNotRemoveWhatAnotherTabHasTyped()
    {
        var first = tabs.Open();
        DraftTabs.Type(first, "a");
        first.Dispose();
        await EverythingIsClosed();
        using var second = tabs.Open();
        DraftTabs.Type(second, "b");

        first.Saved(_ => Words.None, words => words.All.Count, 2);
        tabs.Clock.Advance(DraftDesk.Moment);
        await tabs.Drafts.FlushAsync();

        second.Value.ToString().Should().Be("a b");
        tabs.Kept().Should().Equal("record/Group/1: 2");
    }

    private async Task EverythingIsClosed()
    {
        (await tabs.Drafts.FlushAsync()).Should().BeTrue(); // waits for every write that is under way
        tabs.Drafts.OpenCount.Should().Be(0);
    }

    /// <summary>Done once drafts in the store have changed.</summary>
    private Task Changed()
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        tabs.Drafts.Changed += _ => changed.TrySetResult();
        return changed.Task.WaitAsync(Patience.Limit);
    }
}
