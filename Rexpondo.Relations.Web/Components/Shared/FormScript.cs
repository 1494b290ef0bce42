using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Rexpondo.Relations.Web.Components.Shared;

/// <summary>Calls <c>js/forms.js</c>.</summary>
public sealed class FormScript(IJSRuntime runtime) : PageScript(runtime, "/js/forms.js")
{
    /// <summary>Loads it: Ctrl+S, the keys of a combobox and the way back work from then on.</summary>
    public Task LoadAsync() => CallAsync("load");

    /// <summary>Focuses the first box that is refused.</summary>
    public Task FocusErrorAsync() => CallAsync("focusFirst", "main [aria-invalid=true]");

    /// <summary>Focuses what other agents changed.</summary>
    public Task FocusConflictAsync() => CallAsync("focusFirst", "[data-conflict]");

    /// <summary>Focuses the first box of an empty form, unless somebody is typing into another already.</summary>
    public Task FocusFirstFieldAsync() => CallAsync("focusField");

    /// <summary>Puts a text into a box.</summary>
    public Task WriteAsync(ElementReference box, string text) => CallAsync("write", box, text);

    /// <summary>Brings an option of a list into sight.</summary>
    public Task ShowOptionAsync(ElementReference list, int index) => CallAsync("showOption", list, index);
}
