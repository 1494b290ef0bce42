using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Matrix;

/// <summary>A header checkbox: acts on all rows that match, shows what they show (spec E5).</summary>
public sealed partial class HeaderCell(ListScript script)
{
    private ElementReference box;
    private bool mixed;

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
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // A click makes the browser leave the third state by itself, so it is said again after each one.
        if (View.Mixed || mixed)
        {
            mixed = View.Mixed;
            await script.MixedAsync(box, View.Mixed);
        }
    }

    private Task ClickAsync(bool _) => Clicked.InvokeAsync(Key);
}
