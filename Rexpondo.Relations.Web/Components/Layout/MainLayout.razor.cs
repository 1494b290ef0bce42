using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Rexpondo.Relations.Web.Agents;

namespace Rexpondo.Relations.Web.Components.Layout;

/// <summary>Around every page: who is signed in, and the places of dialogs and notifications.</summary>
public sealed partial class MainLayout
{
    private CurrentAgent? agent;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    protected override async Task OnParametersSetAsync() =>
        agent = Authentication is { } state ? CurrentAgent.Of((await state).User) : null;
}
