using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.Components.Shared;

/// <summary>In place of a page whose object does not exist; answers 404 while the page is made on the server.</summary>
public sealed partial class NotFoundView
{
    /// <summary>Ends in <em>not found</em>: <c>Customer user not found</c>.</summary>
    [Parameter] public string Heading { get; set; } = Texts.PageNotFound;

    /// <summary>One or two sentences; without them: that nothing is at this address.</summary>
    [Parameter] public string? Explanation { get; set; }

    /// <summary>Where <em>Go to overview</em> leads; the start page if not said.</summary>
    [Parameter] public string? Href { get; set; }

    /// <summary>What the link says.</summary>
    [Parameter] public string? LinkText { get; set; }

    [CascadingParameter]
    private HttpContext? HttpContext { get; set; }

    protected override void OnInitialized()
    {
        if (HttpContext is { Response.HasStarted: false } context)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
