using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Web.Agents;

namespace Rexpondo.Relations.Web.Components.Layout;

/// <summary>
/// Around every page: who is signed in, the places of dialogs and notifications, and a short text for as long as the server has
/// just started and still reads the desk.
/// </summary>
public sealed partial class MainLayout(DeskImages images, TimeProvider clock)
{
    // A small desk is read before anybody sees that it is; of a large one the page says so and follows.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private CurrentAgent? agent;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [CascadingParameter]
    private Microsoft.AspNetCore.Components.RouteData? Route { get; set; }

    private bool WaitsForDesk => !images.Ready.IsCompleted && Route is { } route && route.PageType.GetCustomAttribute<WithoutDeskAttribute>() is null;

    protected override async Task OnParametersSetAsync()
    {
        agent = Authentication is { } state ? CurrentAgent.Of((await state).User) : null;
        if (WaitsForDesk)
        {
            await (RendererInfo.IsInteractive ? images.Ready : Task.WhenAny(images.Ready, Task.Delay(Patience, clock)));
        }
    }
}
