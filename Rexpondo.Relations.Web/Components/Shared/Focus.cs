using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Rexpondo.Relations.Web.Components.Shared;

/// <summary>Puts the focus somewhere. An element that is gone by then is no reason to end a circuit with unsaved changes.</summary>
internal static class Focus
{
    /// <summary>Focuses an element, if it is still there.</summary>
    public static async Task OnAsync(ElementReference element)
    {
        if (element.Context is null)
        {
            return;
        }

        try
        {
            await element.FocusAsync();
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // gone meanwhile, or the whole page is
        }
    }
}
