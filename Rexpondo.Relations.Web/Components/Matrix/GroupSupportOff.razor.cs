using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Matrix;

/// <summary>The groups module while group support is off everywhere: what that means, and the two ways on.</summary>
public sealed partial class GroupSupportOff(
    AccessWorldReader worlds, SettingsReader reader, SettingsEditor editor, ChangeFeed feed, NavigationManager navigation, Notifier notifier) : IDisposable
{
    private GroupSupportView view = null!;
    private bool disposed;
    private IDisposable? listening;

    /// <summary>Raised once somebody has switched group support on.</summary>
    [Parameter] public EventCallback Enabled { get; set; }

    /// <summary>Raised to prepare assignments while it is off.</summary>
    [Parameter] public EventCallback Prepared { get; set; }

    [CascadingParameter]
    private CurrentAgent Agent { get; set; } = null!;

    private static string NoGroupHref => new ListQuery { Prepare = true, Show = Chip.NoGroupAtAll }.Link(RelationModule.Groups.Path);

    /// <inheritdoc/>
    public void Dispose()
    {
        disposed = true;
        listening?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        listening = feed.Subscribe(HeardAsync, FeedPace.AfterAWhile);
        view = new GroupSupportView(worlds.Read());
    }

    // The switch opens with the value already on, as a draft. A draft that somebody has begun is opened as it is.
    private async Task EnableAsync()
    {
        try
        {
            var settings = reader.Read();
            if (settings.DraftOf(SettingNames.GroupSupport) is null
                && await editor.PrepareDraftAsync(SettingNames.GroupSupport, settings.SwitchedOn, seen: null, Agent.Id, CancellationToken.None) is SettingsNotAllowed refused)
            {
                notifier.Say(SettingsSaid.Of(refused));
                return;
            }
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            notifier.Say(Say.Format(Texts.NothingWrittenShort, StoreFault.Words(e)));
            return;
        }

        navigation.NavigateTo($"{SettingText.Path(SettingNames.GroupSupport)}?from={RelationModule.Groups.Path}");
    }

    private Task HeardAsync(ChangeBatch batch) => !batch.TouchesLists(RelationSide.Group) ? Task.CompletedTask : InvokeAsync(async () =>
    {
        if (!disposed)
        {
            view = new GroupSupportView(worlds.Read());
            if (view.IsOffEverywhere)
            {
                StateHasChanged();
            }
            else
            {
                await Enabled.InvokeAsync();
            }
        }
    });
}
