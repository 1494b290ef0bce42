using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Components.Shared;

namespace Rexpondo.Relations.Web.Components.Layout;

/// <summary>
/// Leads to the sign-in page and back here afterwards; for a page that is open while its session ends. Questions and messages
/// stand beside the page: they go with it, and no question is answered any more.
/// </summary>
public sealed class ToSignIn(NavigationManager navigation, Choice choice, Notifier notifier) : ComponentBase
{
    protected override void OnInitialized()
    {
        choice.Withdraw();
        notifier.Clear();
        navigation.NavigateTo($"{AgentCookie.SignInPath}?returnUrl={Uri.EscapeDataString($"/{navigation.ToBaseRelativePath(navigation.Uri)}")}", forceLoad: true);
    }
}
