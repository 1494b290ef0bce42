using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Layout;

/// <summary>How many drafts the agent has on other screens, and which. Nothing where there are none, and nothing for an auditor.</summary>
public sealed partial class DraftsMenu(
    DraftDesk desk, DraftList list, DeskImages images, NavigationManager navigation, ListScript script, Notifier notifier, DraftWords draftWords, TimeProvider clock,
    BackgroundTasks tasks)
    : IDisposable
{
    // While somebody types, a draft is written several times a second: read once for all of them.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    private AgentId? agent;
    private IReadOnlyList<DraftView> all = [];
    private IReadOnlyList<DraftView> others = [];
    private ElementReference heading;
    private int reading;
    private bool refocus;
    private bool disposed;
    private LocalTime? times;

    /// <summary>The browser's time zone, as it says it.</summary>
    [Parameter] public string? Zone { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        disposed = true;
        desk.Changed -= Hear;
        navigation.LocationChanged -= Moved;
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (Authentication is not { } state || CurrentAgent.Of((await state).User) is not { MayEdit: true } who || disposed)
        {
            return;
        }

        if (!images.Ready.IsCompleted)
        {
            if (!RendererInfo.IsInteractive)
            {
                return;
            }

            await images.Ready;
            if (disposed)
            {
                return;
            }
        }

        agent = who.Id;
        times = LocalTime.Of(Zone, clock);
        desk.Changed += Hear;
        navigation.LocationChanged += Moved;
        Read();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (refocus)
        {
            // The button that had the focus is gone, with the last draft the whole menu.
            refocus = false;
            await (others.Count > 0 ? Focus.OnAsync(heading) : script.FocusHeadingAsync());
        }
    }

    private void Hear(AgentId changed)
    {
        if (changed == agent && Interlocked.Exchange(ref reading, 1) == 0)
        {
            tasks.Run("show the drafts", () => InvokeAsync(async () =>
            {
                await Task.Delay(Rest, clock);
                Interlocked.Exchange(ref reading, 0);
                if (!disposed)
                {
                    Read();
                    StateHasChanged();
                }
            }));
        }
    }

    private void Moved(object? sender, LocationChangedEventArgs e) => tasks.Run("show the drafts of other screens", () => InvokeAsync(() =>
    {
        if (!disposed)
        {
            Choose();
            StateHasChanged();
        }
    }));

    private void Read()
    {
        all = list.Of(agent!.Value);
        Choose();
    }

    private void Choose()
    {
        var here = $"/{navigation.ToBaseRelativePath(navigation.Uri).Split('?', '#')[0]}";
        others = [.. all.Where(view => view.Href != here)];
    }

    private static string Since(DraftView view) => Say.Count(view.Draft.Changes, Texts.DraftFoundOne, Texts.DraftFoundOther, Say.Clock(view.Draft.At));

    private Task DiscardAsync(DraftView view) => WriteAsync(async () =>
    {
        if (await desk.DiscardAsync(agent!.Value, view.Draft.Screen) is { } draft)
        {
            notifier.Say(
                Say.Count(draft.Changes, Texts.DiscardedOne, Texts.DiscardedOther), Texts.Undo, () => RestoreAsync(draft));
        }

        refocus = true;
        Read();
    });

    private Task RestoreAsync(Draft draft) => WriteAsync(async () =>
    {
        if (!await desk.RestoreAsync(agent!.Value, draft))
        {
            draftWords.NotPutBack();
        }
    });

    private async Task WriteAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            notifier.Say(Say.Format(Texts.NothingWrittenShort, StoreFault.Words(e)));
        }
    }
}
