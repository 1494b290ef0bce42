using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Rexpondo.Relations.Web.Components;

public sealed partial class App
{
    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    private string? Zone => HttpContext.Request.Cookies[Resources.LocalTime.Cookie];

    // Pages with [ExcludeFromInteractiveRouting] (sign-in, error) are plain HTML; all others are interactive.
    private IComponentRenderMode? PageRenderMode =>
        HttpContext.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;
}
