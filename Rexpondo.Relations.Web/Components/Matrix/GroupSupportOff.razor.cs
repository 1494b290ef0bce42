using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Matrix;

/// <summary>The groups module while group support is off everywhere: what that means, and the two ways on.</summary>
public sealed partial class GroupSupportOff(AccessWorldReader worlds, SettingsEditor settings, Choice choice, Notifier notifier)
{
    private GroupSupportView view = null!;

    /// <summary>Raised once group support is on.</summary>
    [Parameter] public EventCallback Enabled { get; set; }

    /// <summary>Raised to prepare assignments while it is off.</summary>
    [Parameter] public EventCallback Prepared { get; set; }

    [CascadingParameter]
    private CurrentAgent Agent { get; set; } = null!;

    private static string NoGroupHref => new ListQuery { Prepare = true, Show = Chip.WithoutGroup }.Link(RelationModule.Groups.Path);

    /// <inheritdoc/>
    protected override void OnInitialized() => view = new GroupSupportView(worlds.Read());

    private async Task EnableAsync()
    {
        view = new GroupSupportView(worlds.Read());
        var answer = await choice.AskAsync(
            Texts.EnableTitle,
            [Say.Format(Texts.EnableQuestion, view.Persons), Say.Format(Texts.WouldHaveNoGroupSentence, view.WithoutAnyGroup, view.Persons)],
            [Texts.EnableYes, Texts.Back]);
        if (answer != 0)
        {
            return;
        }

        var result = await settings.DeployAsync(
            now => now with { GroupSupport = GroupSupport.Everywhere(true) }, Agent.Id, Texts.EnableComment, CancellationToken.None);
        switch (result)
        {
            case SettingsDeployed:
                notifier.Say(Texts.GroupSupportIsOn);
                await Enabled.InvokeAsync();
                break;
            case SettingsNotAllowed:
                notifier.Say(Say.Format(Texts.NothingWrittenShort, Texts.RefusedNotAdmin));
                break;
        }
    }
}
