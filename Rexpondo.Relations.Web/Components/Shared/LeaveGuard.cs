using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Rexpondo.Relations.Web.Components.Shared;

/// <summary>Says where somebody goes to.</summary>
internal static class LeaveGuard
{
    /// <summary>The path that is gone to, where it is another page; a change of the query alone leaves nothing.</summary>
    public static string? PathOf(LocationChangingContext context, NavigationManager navigation) =>
        Target(context, navigation) is var target && target == navigation.ToBaseRelativePath(navigation.Uri).Split('?')[0] ? null : $"/{target}";

    private static string Target(LocationChangingContext context, NavigationManager navigation) =>
        new Uri(navigation.BaseUri).MakeRelativeUri(navigation.ToAbsoluteUri(context.TargetLocation)).OriginalString.Split('?')[0];
}
