using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Drafts;

/// <summary>A desk with its drafts, whose clock the test moves, and tabs that are open on one screen.</summary>
internal sealed class DraftTabs : IDisposable
{
    public static readonly DraftScreen Screen = DraftScreen.Of(RelationSide.Group, 1);

    public DraftTabs() => Drafts = NewDesk();

    public Desk Desk { get; } = new();

    public HandClock Clock { get; } = new();

    public DraftDesk Drafts { get; }

    /// <summary>The drafts as the next server has them.</summary>
    public DraftDesk NewDesk(ILogger<DraftDesk>? logger = null) => new(Desk.Store, new DraftOptions(), Clock, logger ?? NullLogger<DraftDesk>.Instance);

    public OpenDraft<Words> Open() => Drafts.Open(Desk.Root, Screen, new Words.Format());

    public static void Type(OpenDraft<Words> tab, string word, int times = 1) => tab.Update(
        words => Enumerable.Repeat(word, times).Aggregate(words, (all, one) => all.With(one)), words => words.All.Count, 1);

    /// <summary>What is in the store.</summary>
    public IEnumerable<string> Kept() => Drafts.Of(Desk.Root).Select(draft => $"{draft.Screen.Name}: {draft.Changes}");

    public void Dispose()
    {
        Drafts.Dispose();
        Desk.Dispose();
    }
}
