using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Web.Agents;

namespace Rexpondo.Relations.Web.Components.Layout;

/// <summary>Leads to the sign-in page and back here afterwards; for a page that is open while its session ends.</summary>
public sealed class ToSignIn(NavigationManager navigation) : ComponentBase
{
    protected override void OnInitialized() =>
        navigation.NavigateTo($"{AgentCookie.SignInPath}?returnUrl={Uri.EscapeDataString($"/{navigation.ToBaseRelativePath(navigation.Uri)}")}", forceLoad: true);
}
