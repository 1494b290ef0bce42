using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Rexpondo.Relations.Web.Components.Shared;

/// <summary>Calls <c>js/lists.js</c>.</summary>
public sealed class ListScript(IJSRuntime runtime) : PageScript(runtime, "/js/lists.js")
{
    /// <summary>Loads the script on a page that calls nothing of it, for its keys and links.</summary>
    public Task LoadAsync() => CallAsync("load");

    /// <summary>Sets the third state of a checkbox.</summary>
    public Task MixedAsync(ElementReference box, bool on) => CallAsync("mixed", box, on);

    /// <summary>Shows again what a header checkbox shows, whatever was clicked.</summary>
    public Task HeaderAsync(ElementReference box, bool on, bool mixed) => CallAsync("header", box, on, mixed);

    /// <summary>Puts parameters into the address in place; null removes one.</summary>
    public Task AddressAsync(IReadOnlyDictionary<string, string?> parameters) => CallAsync("address", parameters);

    /// <summary>Reports Shift+click on boxes of a table.</summary>
    public Task RangesAsync<T>(ElementReference table, DotNetObjectReference<T> screen)
        where T : class => CallAsync("ranges", table, screen);

    /// <summary>Goes to a row and keeps the first visible one in the address from then on.</summary>
    public Task PositionAsync(ElementReference scroller, int rowIndex) => CallAsync("position", scroller, rowIndex);

    /// <summary>Goes to a row and focuses its link. Where it is in sight once another row is on top, the list stays there.</summary>
    public Task FocusRowAsync(ElementReference scroller, int rowIndex, int id, int topIndex) => CallAsync("goTo", scroller, rowIndex, id, topIndex);

    /// <summary>Focuses the heading of the page.</summary>
    public Task FocusHeadingAsync() => CallAsync("focusHeading");

    /// <summary>Downloads a file from this server.</summary>
    public Task DownloadAsync(string address) => CallAsync("download", address);

    /// <summary>Leaves the program's pages for another one of this server.</summary>
    public Task LeaveAsync(string address) => CallAsync("leave", address);
}
