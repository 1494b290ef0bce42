using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Components.Shared;

namespace Rexpondo.Relations.Web.Components.Layout;

/// <summary>
/// Leads to the sign-in page and back here afterwards; for a page that is open while its session ends. Questions and messages
/// stand beside the page: they go with it, and no question is answered any more. A browser that is away is led there once it is back.
/// </summary>
public sealed class ToSignIn(
    NavigationManager navigation, ListScript script, CircuitLine line, Choice choice, Notifier notifier, BackgroundTasks tasks) : ComponentBase, IDisposable
{
    private string Address => $"{AgentCookie.SignInPath}?returnUrl={Uri.EscapeDataString($"/{navigation.ToBaseRelativePath(navigation.Uri)}")}";

    /// <inheritdoc/>
    public void Dispose() => line.Back -= Lead;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        choice.Withdraw();
        notifier.Clear();
        if (RendererInfo.IsInteractive)
        {
            line.Back += Lead;
            Lead();
        }
        else
        {
            navigation.NavigateTo(Address, forceLoad: true);
        }
    }

    // Not by the navigation: it takes a browser that does not answer for a failure of the whole page.
    private void Lead() => tasks.Run("lead to the sign-in", () => InvokeAsync(() => script.LeaveAsync(Address)));
}
