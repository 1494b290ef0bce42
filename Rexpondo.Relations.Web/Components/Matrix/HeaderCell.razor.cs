using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Matrix;

/// <summary>A header checkbox: acts on all rows that match, shows what they show (spec E5).</summary>
public sealed partial class HeaderCell(ListScript script, CircuitLine line, BackgroundTasks tasks) : IDisposable
{
    private ElementReference box;
    private (HeaderView, bool, string)? drawn;
    private bool mixed;
    private bool disposed;

    /// <summary>The key of the column.</summary>
    [Parameter, EditorRequired] public required PermissionKey Key { get; set; }

    /// <summary>What it shows.</summary>
    [Parameter] public HeaderView View { get; set; }

    /// <summary>The page is interactive.</summary>
    [Parameter] public bool Enabled { get; set; }

    /// <summary>Clicked.</summary>
    [Parameter] public EventCallback<PermissionKey> Clicked { get; set; }

    private string Name => Say.Format(Texts.HeaderName, Key.Name, View.Count);

    private string ReasonId => $"h{Key.Bit}";

    private string? Reason => View.Obstacle switch
    {
        null => null,
        HeaderObstacle.NoRows => Texts.HeaderNoRows,
        HeaderObstacle.AllLocked => Texts.HeaderAllLocked,
        HeaderObstacle.AllIncluded => Texts.HeaderAllIncluded,
        HeaderObstacle.ReadOnly => Texts.AuditorBox,
        _ => throw new UnreachableException(),
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        disposed = true;
        line.Back -= ShowAgain;
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => line.Back += ShowAgain;

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var now = (View, Enabled, Key.Name);
        var differs = now != drawn;
        drawn = now;
        return differs;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (View.Mixed != mixed)
        {
            mixed = View.Mixed;
            await script.MixedAsync(box, mixed);
        }
    }

    // The browser has ticked or unticked by itself at a click that went into a dead line: nothing new is drawn then, so it is said.
    private void ShowAgain() => tasks.Run("show a header box again", () =>
        InvokeAsync(() => disposed ? Task.CompletedTask : script.HeaderAsync(box, View.Checked, mixed)));

    private Task ClickAsync(bool _)
    {
        // The browser has left the third state and ticked or unticked by itself: draw and say whatever is decided.
        (drawn, mixed) = (null, false);
        return Clicked.InvokeAsync(Key);
    }
}
