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
    public void Open(HistoryFilter wanted)
    {
        filter = wanted;
        items.Clear();
        News = 0;
        opened = reader.Revision();
        Add(reader.Page(filter, null, PageSize));
        newest = items.Count > 0 ? items[0].Entry.Id : 0;
        Total = items.Count < PageSize ? items.Count : items.Count + reader.Count(filter, before: items[^1].Entry.Id);
        Logins = reader.Logins();
    }

    /// <summary>Shows the next older ones.</summary>
    public void More() => Add(reader.Page(filter, items[^1].Entry.Id, PageSize));

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

    private void Add(IEnumerable<ChangeSetEntry> entries) => items.AddRange(entries.Select(entry => new HistoryItem(entry, lines.Page(entry.Id, filter, 0, LinesTold))));
}

/// <summary>One change set of the list.</summary>
/// <param name="Entry">The change set.</param>
/// <param name="Lines">Its first lines: of all, or where objects are asked for, of those that name them.</param>
public sealed record HistoryItem(ChangeSetEntry Entry, ChangeLinePage Lines);
