using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.Components.Shared;

/// <summary>Asks before somebody leaves unsaved changes behind.</summary>
internal static class LeaveGuard
{
    /// <summary>
    /// The path that is gone to, asked for first where something would be lost; null if she stays. A change of the query alone
    /// leaves nothing.
    /// </summary>
    /// <param name="context">The navigation; prevented if she stays.</param>
    /// <param name="navigation">Where one is.</param>
    /// <param name="choice">Asks.</param>
    /// <param name="unsaved">How many changes would be lost; 0 asks nothing.</param>
    public static async Task<string?> PathAsync(LocationChangingContext context, NavigationManager navigation, Choice choice, int unsaved)
    {
        var target = Target(context, navigation);
        var samePage = target == navigation.ToBaseRelativePath(navigation.Uri).Split('?')[0];
        if (unsaved > 0 && !samePage
            && await choice.AskAsync(Texts.LeaveTitle, [Say.Count(unsaved, Texts.LeaveQuestionOne, Texts.LeaveQuestionOther)], [Texts.Leave, Texts.Stay]) != 0)
        {
            context.PreventNavigation();
            return null;
        }

        return $"/{target}";
    }

    /// <summary>The path that is gone to, where it is another page; a change of the query alone leaves nothing.</summary>
    public static string? PathOf(LocationChangingContext context, NavigationManager navigation) =>
        Target(context, navigation) is var target && target == navigation.ToBaseRelativePath(navigation.Uri).Split('?')[0] ? null : $"/{target}";

    private static string Target(LocationChangingContext context, NavigationManager navigation) =>
        new Uri(navigation.BaseUri).MakeRelativeUri(navigation.ToAbsoluteUri(context.TargetLocation)).OriginalString.Split('?')[0];
}
