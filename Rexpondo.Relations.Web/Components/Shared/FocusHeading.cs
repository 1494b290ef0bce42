using Microsoft.AspNetCore.Components;

namespace Rexpondo.Relations.Web.Components.Shared;

/// <summary>
/// Puts the focus on the heading after a change of page, so that a screen reader begins there. Not on the page the browser
/// itself has opened: its boxes can be typed into before this could happen, and what is typed meanwhile would be lost.
/// </summary>
public sealed class FocusHeading(ListScript script) : ComponentBase
{
    private Type? page;
    private bool changed;

    /// <summary>The page that is shown.</summary>
    [Parameter, EditorRequired] public required Microsoft.AspNetCore.Components.RouteData RouteData { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        changed |= page is not null && page != RouteData.PageType;
        page = RouteData.PageType;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (changed)
        {
            changed = false;
            await script.FocusHeadingAsync();
        }
    }
}
