using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core.History;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Pages.History;

/// <summary>One change set at an address that stays: who, when, why, every line, and what takes it back.</summary>
public sealed partial class ChangeSetPage(
    HistoryReader reader, ChangeLineReader lines, CatalogReader catalogs, ChangeFeed feed, Undoing undoing, ListScript script) : IDisposable
{
    private const int LinesAtOnce = 200;

    private readonly List<ChangeLinePage> pages = [];
    private ChangeSetEntry? entry;
    private Catalog catalog = null!;
    private int total;
    private int shown;
    private long? opened;
    private bool working;
    private IDisposable? listening;
    private bool gone;

    /// <summary>Number of the change set.</summary>
    [Parameter] public long Id { get; set; }

    /// <summary>The address one came from.</summary>
    [SupplyParameterFromQuery] public string? From { get; set; }

    [CascadingParameter]
    private CurrentAgent Agent { get; set; } = null!;

    private string Title => Say.Format(Texts.ChangeSetTitle, Id);

    /// <inheritdoc/>
    public void Dispose()
    {
        gone = true;
        listening?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => listening = feed.Subscribe(HeardAsync);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (opened == Id)
        {
            return;
        }

        opened = Id;
        pages.Clear();
        (total, shown) = (0, 0);
        catalog = catalogs.Read();
        entry = reader.Find(Id);
        if (entry is not null)
        {
            More();
        }
    }

    /// <inheritdoc/>
    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? script.LoadAsync() : Task.CompletedTask;

    private void More()
    {
        var page = lines.Page(Id, HistoryFilter.All, shown, LinesAtOnce);
        pages.Add(page);
        (total, shown) = (page.Total, shown + page.Lines.Length);
    }

    private async Task UndoAsync()
    {
        working = true;
        try
        {
            await undoing.AskAsync(Id);
            entry = reader.Find(Id);
        }
        finally
        {
            working = false;
        }
    }

    // The lines are as they were; only who took it back is news.
    private Task HeardAsync(ChangeBatch batch) => InvokeAsync(() =>
    {
        if (!gone && entry is not null && batch.TouchesLog)
        {
            entry = reader.Find(Id);
            StateHasChanged();
        }
    });
}
