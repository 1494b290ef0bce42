namespace Rexpondo.Relations.Tests.Drafts;

/// <summary>The reason typed for unsaved changes is kept with them, and is none itself.</summary>
public sealed class DraftReasonTests : IDisposable
{
    private readonly DraftTabs tabs = new();

    public void Dispose() => tabs.Dispose();

    [Fact]
    public async Task Explain_IsSharedByTheTabsAndKeptAsLongAsThereAreChanges()
    {
        using var tab = tabs.Open();
        using var other = tabs.Open();
        var heard = 0;
        other.ChangedElsewhere += () => heard++;
        tab.Explain("why");
        await tabs.Drafts.FlushAsync();
        (other.Reason, heard).Should().Be(("why", 1));
        tabs.Kept().Should().BeEmpty("a reason alone is nothing to be saved");

        DraftTabs.Type(tab, "a");
        await tabs.Drafts.FlushAsync();
        using (var next = tabs.NewDesk())
        {
            using var again = next.Open(tabs.Desk.Root, DraftTabs.Screen, new Words.Format());
            (again.Reason, again.Found?.Changes).Should().Be(("why", 1));
        }

        other.Explain("therefore");
        await tabs.Drafts.FlushAsync();
        var discarded = await tabs.Drafts.DiscardAsync(tabs.Desk.Root, DraftTabs.Screen);
        (discarded?.Reason, tab.Reason).Should().Be(("therefore", ""));
        (await tabs.Drafts.RestoreAsync(tabs.Desk.Root, discarded!)).Should().BeTrue();
        tab.Reason.Should().Be("therefore");
    }

    [Fact]
    public void Saved_TakesTheReasonWithItAndLeavesAnotherTypedSince()
    {
        using var tab = tabs.Open();
        DraftTabs.Type(tab, "a");
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
        using var tab = tabs.Open();
        DraftTabs.Type(tab, "a");
        tab.Explain("why");
        var discarded = await tabs.Drafts.DiscardAsync(tabs.Desk.Root, DraftTabs.Screen);
        tab.Explain("typed since");

        (await tabs.Drafts.RestoreAsync(tabs.Desk.Root, discarded!)).Should().BeTrue();
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
        using (var first = tabs.Open())
        {
            DraftTabs.Type(first, "a");
            await tabs.Drafts.FlushAsync();
        }

        var format = new Words.Format();
        using var next = tabs.NewDesk();
        using var tab = next.Open(tabs.Desk.Root, DraftTabs.Screen, format);
        (tab.Value.ToString(), format.Reads).Should().Be(("a", 1));

        foreach (var letters in new[] { "w", "wh", "why" })
        {
            tab.Explain(letters);
            await next.FlushAsync();
        }

        format.Writes.Should().BeLessThanOrEqualTo(1, "the words are as they were");
        tab.Update(words => words.With("b"), words => words.All.Count, 1);
        await next.FlushAsync();
        tabs.Kept().Should().Equal("record/Group/1: 2");
    }
}
