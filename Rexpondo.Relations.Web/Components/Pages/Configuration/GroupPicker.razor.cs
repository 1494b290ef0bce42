using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Web.Components.Shared;

namespace Rexpondo.Relations.Web.Components.Pages.Configuration;

/// <summary>Picks a group by typing a part of its name.</summary>
public sealed partial class GroupPicker
{
    /// <summary>So many are offered at once; that there are more is said.</summary>
    private const int MaxShown = 50;

    private readonly string id = $"g{Guid.NewGuid():N}";
    private ElementReference box;
    private IReadOnlyList<Group> matches = [];
    private string typed = "";
    private string written = ""; // into the box, when it is made; then its text is the browser's
    private int active = -1;
    private int round;
    private bool open;
    private bool refocus;

    /// <summary>All groups.</summary>
    [Parameter, EditorRequired] public required ImmutableArray<Group> Groups { get; set; }

    /// <summary>Names that are not offered.</summary>
    [Parameter] public ImmutableArray<string> Except { get; set; } = [];

    /// <summary>What is typed and not picked yet, in any tab.</summary>
    [Parameter] public string Sought { get; set; } = "";

    /// <summary>Raised with what is typed.</summary>
    [Parameter] public EventCallback<string> Seeking { get; set; }

    /// <summary>A name was picked or typed.</summary>
    [Parameter] public EventCallback<string> Picked { get; set; }

    private IEnumerable<Group> Shown => matches.Take(MaxShown);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Sought != typed)
        {
            (typed, written, round) = (Sought, Sought, round + 1); // of an earlier visit, or of another tab
        }

        Filter();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (refocus)
        {
            refocus = false;
            await Focus.OnAsync(box);
        }
    }

    private void Filter()
    {
        var query = SearchQuery.Parse(typed);
        matches = [.. Groups.Where(group => !Except.Contains(group.Name) && query.Matches(TextFolding.Fold(group.Name)))];
        active = Math.Min(active, Math.Min(matches.Count, MaxShown) - 1);
    }

    private Task TypedAsync(ChangeEventArgs e)
    {
        (typed, active, open) = (e.Value as string ?? "", -1, true);
        Filter();
        return Seeking.InvokeAsync(typed);
    }

    private void Open() => open = true;

    private void Close() => open = false;

    private Task KeyAsync(KeyboardEventArgs e)
    {
        switch (e.Key)
        {
            case "ArrowDown":
                (open, active) = (true, Math.Min(active + 1, Math.Min(matches.Count, MaxShown) - 1));
                break;
            case "ArrowUp":
                active = Math.Max(active - 1, -1);
                break;
            case "Escape":
                open = false;
                break;
            case "Enter":
                return active >= 0 ? TakeAsync(matches[active].Name) : TextRule.Clean(typed) is { Length: > 0 } name ? TakeAsync(name) : Task.CompletedTask;
        }

        return Task.CompletedTask;
    }

    // Also if no group is called so: the group may come.
    private Task AddTypedAsync() => PickAsync(TextRule.Clean(typed));

    // The text is the browser's. After Enter it has emptied the box itself; after a click a new box is the way to do so.
    private Task PickAsync(string name)
    {
        (refocus, round) = (true, round + 1);
        return TakeAsync(name);
    }

    private async Task TakeAsync(string name)
    {
        (typed, written, active, open) = ("", "", -1, false);
        await Seeking.InvokeAsync("");
        await Picked.InvokeAsync(name);
    }
}
