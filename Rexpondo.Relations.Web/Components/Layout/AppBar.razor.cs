using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.Components.Layout;

/// <summary>The bar above every page.</summary>
public sealed partial class AppBar
{
    /// <summary>Who is signed in; without anybody there is no menu.</summary>
    [Parameter] public CurrentAgent? Agent { get; set; }

    /// <summary>How the list of drafts becomes interactive; null on pages that are plain HTML, which have none.</summary>
    [Parameter] public IComponentRenderMode? DraftsMode { get; set; }

    /// <summary>The browser's time zone, as it says it.</summary>
    [Parameter] public string? Zone { get; set; }

    private static string Signed(CurrentAgent agent) => Say.Format(Texts.AgentAndRole, agent.Login, agent.RoleName);
}
