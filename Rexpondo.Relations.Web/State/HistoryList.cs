using Rexpondo.Relations.Core.History;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// The list of change sets on an open page. What is shown stays where it is: what others change meanwhile is counted and
/// comes in when the agent asks for it.
/// </summary>
public sealed class HistoryList(HistoryReader reader, ChangeLineReader lines)
{
    /// <summary>How many come at once.</summary>
    public const int PageSize = 50;

    /// <summary>So many lines of a change set are told in the list.</summary>
    public const int LinesTold = 3;

    private readonly List<HistoryItem> items = [];
    private HistoryFilter filter = HistoryFilter.All;
    private long newest;
    private long opened;

    /// <summary>What is shown, newest first.</summary>
    public IReadOnlyList<HistoryItem> Items => items;

    /// <summary>How many there are in all.</summary>
    public int Total { get; private set; }

    /// <summary>So many have come since.</summary>
    public int News { get; private set; }

    /// <summary>Every agent and program that stands in the log.</summary>
    public IReadOnlyCollection<string> Logins { get; private set; } = [];

    /// <summary>True if older ones are not shown yet.</summary>
    public bool HasMore => items.Count < Total;

    /// <summary>Shows what a filter finds, from the newest.</summary>
    public void Open(HistoryFilter wanted) => Show(Read(wanted, CancellationToken.None));

    /// <summary>The same beside the page, which goes on showing what it shows until it is found.</summary>
    /// <exception cref="OperationCanceledException">It is no longer wanted; nothing has changed.</exception>
    public async Task OpenAsync(HistoryFilter wanted, CancellationToken cancellationToken)
    {
        var found = await Task.Run(() => Read(wanted, cancellationToken), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        Show(found);
    }

    /// <summary>Shows the next older ones.</summary>
    public void More() => items.AddRange(ItemsOf(filter, items[^1].Entry.Id, CancellationToken.None));

    /// <summary>Somebody saved: counts what is new and shows what was undone; no row moves.</summary>
    public void Hear()
    {
        News = reader.Count(filter, after: newest);
        var undone = reader.UndoneSince(opened);
        for (var i = 0; i < items.Count && undone.Count > 0; i++)
        {
            if (undone.TryGetValue(items[i].Entry.Id, out var by))
            {
                items[i] = items[i] with { Entry = items[i].Entry with { UndoneBy = by } };
            }
        }
    }

    private Found Read(HistoryFilter wanted, CancellationToken cancellationToken)
    {
        var revision = reader.Revision();
        var first = ItemsOf(wanted, null, cancellationToken);
        var more = first.Count < PageSize ? 0 : reader.Count(wanted, before: first[^1].Entry.Id, cancellationToken: cancellationToken);
        return new Found(wanted, revision, first, first.Count + more, reader.Logins());
    }

    private void Show(Found found)
    {
        (filter, opened, Total, News, Logins) = (found.Filter, found.Revision, found.Total, 0, found.Logins);
        items.Clear();
        items.AddRange(found.First);
        newest = items.Count > 0 ? items[0].Entry.Id : 0;
    }

    private List<HistoryItem> ItemsOf(HistoryFilter wanted, long? before, CancellationToken cancellationToken) =>
    [
        .. reader.Page(wanted, before, PageSize, cancellationToken)
            .Select(entry => new HistoryItem(entry, lines.Page(entry.Id, wanted, 0, LinesTold, cancellationToken))),
    ];

    private sealed record Found(HistoryFilter Filter, long Revision, List<HistoryItem> First, int Total, IReadOnlyCollection<string> Logins);
}

/// <summary>One change set of the list.</summary>
/// <param name="Entry">The change set.</param>
/// <param name="Lines">Its first lines: of all, or where objects are asked for, of those that name them.</param>
public sealed record HistoryItem(ChangeSetEntry Entry, ChangeLinePage Lines);
