using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.History;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Web.Components.Layout;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Pages.History;

/// <summary>
/// Every change set, newest first, filtered by the address. Filtered by one object alone it is the last tab of that object.
/// </summary>
public sealed partial class HistoryPage(
    HistoryReader reader, ChangeLineReader lines, MatrixReader matrices, ChangeFeed feed, NavigationManager navigation, ListScript script) : IDisposable
{
    private HistoryQuery query = new();
    private HistoryList list = null!;
    private AccessWorld world = null!;
    private RowName? subject;
    private RelationSide? missing;
    private string? opened;
    private int filtersKey;
    private IDisposable? listening;
    private CancellationTokenSource searching = new();
    private bool gone;

    [CascadingParameter]
    private LocalTime? Times { get; set; }

    private HistoryFilter Filter => query.ToFilter(Times ?? LocalTime.Utc);

    private string Title => subject is { } one ? Say.Format(Texts.HistoryTitle, one.OwnName) : Texts.History;

    private IReadOnlyList<Crumb> Crumbs => subject is { } one
        ? [new(Texts.ModuleName, "/"), new(Texts.History, HistoryQuery.Path), new(one.Name)]
        : [new(Texts.ModuleName, "/"), new(Texts.History)];

    /// <inheritdoc/>
    public void Dispose()
    {
        gone = true;
        searching.Cancel();
        searching.Dispose();
        navigation.LocationChanged -= Moved;
        listening?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        list = new HistoryList(reader, lines);
        listening = feed.Subscribe(HeardAsync, FeedPace.AfterAWhile);
        navigation.LocationChanged += Moved;
        OpenAddress();
    }

    /// <inheritdoc/>
    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? script.LoadAsync() : Task.CompletedTask;

    // Another history by a link: the page is the same, its address is not.
    private void Moved(object? sender, LocationChangedEventArgs e)
    {
        if (!gone && new Uri(e.Location).AbsolutePath == HistoryQuery.Path && e.Location != opened)
        {
            OpenAddress();
            StateHasChanged();
        }
    }

    private void OpenAddress()
    {
        opened = navigation.Uri;
        query = HistoryQuery.Parse(new Uri(navigation.Uri).Query);
        filtersKey++;
        Open();
    }

    private void Open()
    {
        Look();
        if (missing is null)
        {
            list.Open(Filter);
        }
    }

    // What stands above the list: the object as it is now.
    private void Look()
    {
        world = matrices.Rows(RelationSide.Group).World;
        (subject, missing) = (null, null);
        foreach (var one in query.Objects)
        {
            var (rows, _) = matrices.Rows(one.Side);
            if (matrices.Names(rows, [one.Id]) is not [var row])
            {
                missing = one.Side;
                return;
            }

            subject = query.Subject is null ? null : row;
        }
    }

    private async Task FilterAsync(HistoryQuery wanted)
    {
        query = wanted;
        opened = null; // the address is written in place: a link to the one the page was opened with leads elsewhere now
        Look();
        if (missing is null)
        {
            // A log of years takes a while to search: another filter, or leaving, breaks it off.
            await searching.CancelAsync();
            searching.Dispose();
            searching = new();
            try
            {
                await list.OpenAsync(Filter, searching.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }

        await script.AddressAsync(query.Parameters());
    }

    private Task ShowNewsAsync()
    {
        Open();
        return script.FocusHeadingAsync(); // the button is gone
    }

    private Task HeardAsync(ChangeBatch batch) => InvokeAsync(() =>
    {
        if (!gone && missing is null && batch.TouchesLog)
        {
            Look();
            list.Hear();
            StateHasChanged();
        }
    });
}
