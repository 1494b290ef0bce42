using Microsoft.AspNetCore.Components;

namespace Rexpondo.Relations.Web.Components.Layout;

/// <summary>The frame of every page: breadcrumb and title, side bar, content, action bar.</summary>
public sealed partial class PageFrame
{
    /// <summary>Names the page in the browser's title: <c>billing · Rexpondo</c>.</summary>
    [Parameter, EditorRequired] public required string Title { get; set; }

    /// <summary>The way here, the page itself last and without an address.</summary>
    [Parameter] public IReadOnlyList<Crumb> Crumbs { get; set; } = [];

    /// <summary>What stays in sight at every width: the way back and the search.</summary>
    [Parameter] public RenderFragment? Side { get; set; }

    /// <summary>Actions, reference and hint; behind the ☰ at narrow width.</summary>
    [Parameter] public RenderFragment? SideMore { get; set; }

    /// <summary>After the breadcrumb: <c>h1</c>, sub-line, tabs, override line, chips.</summary>
    [Parameter] public RenderFragment? Head { get; set; }

    /// <summary>The region that takes the remaining height; one element, which scrolls itself (<c>.scroll</c>, <c>.cols</c>, <c>.text</c>).</summary>
    [Parameter, EditorRequired] public required RenderFragment ChildContent { get; set; }

    /// <summary>The action bar (<c>.act</c>), if the page has one.</summary>
    [Parameter] public RenderFragment? Bar { get; set; }

    private bool HasSide => Side is not null || SideMore is not null;
}
