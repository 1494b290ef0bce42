using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Shared;

/// <summary>
/// In the head of a page: who else has the same open, and who has unsaved changes there; empty when nobody has. Tells the
/// others the same of this page.
/// </summary>
public sealed partial class PresenceLine(CircuitPresence presence, BackgroundTasks tasks) : IDisposable
{
    private Attendance? attendance;
    private string text = "";

    /// <summary>What the page is about, with <see cref="Id"/>.</summary>
    [Parameter] public RelationSide Side { get; set; }

    /// <summary>Its number; 0 for the default services.</summary>
    [Parameter] public int Id { get; set; }

    /// <summary>Name of a setting, instead of side and number.</summary>
    [Parameter] public string? Setting { get; set; }

    /// <summary>The page has unsaved changes.</summary>
    [Parameter] public bool HasUnsaved { get; set; }

    [CascadingParameter]
    private CurrentAgent? Agent { get; set; }

    private PresencePlace Place => Setting is null ? PresencePlace.Of(Side, Id) : PresencePlace.Setting(Setting);

    /// <inheritdoc/>
    public void Dispose() => Leave();

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // The prerendered page is nobody's yet.
        if (!RendererInfo.IsInteractive || Agent is not { } agent)
        {
            return;
        }

        if (attendance?.Place != Place)
        {
            Leave();
            attendance = presence.Attend(Place, agent, Heard);
            Read();
        }

        attendance.HasUnsaved = HasUnsaved;
    }

    private void Leave()
    {
        if (attendance is { } mine)
        {
            presence.Leave(mine);
        }

        attendance = null;
    }

    private void Read() => text = attendance is null ? "" : PresenceWords.Of(attendance.Others());

    private void Heard() => tasks.Run("show who has the same open", () => InvokeAsync(() =>
    {
        var before = text;
        Read();
        if (text != before)
        {
            StateHasChanged();
        }
    }));
}
