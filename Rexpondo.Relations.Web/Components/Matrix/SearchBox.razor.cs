using Microsoft.AspNetCore.Components;

namespace Rexpondo.Relations.Web.Components.Matrix;

/// <summary>A search or filter box that answers while one types, with the count beneath it in a polite live region.</summary>
public sealed partial class SearchBox
{
    private readonly string headingId = $"s{Guid.NewGuid():N}";
    private readonly string countId = $"c{Guid.NewGuid():N}";
    private string initial = "";
    private bool drawn;

    /// <summary>Name of the box: what it searches.</summary>
    [Parameter, EditorRequired] public required string Label { get; set; }

    /// <summary>The text at the start; later values are ignored, the box is the browser's.</summary>
    [Parameter] public string Initial { get; set; } = "";

    /// <summary>How many match.</summary>
    [Parameter] public string Status { get; set; } = "";

    /// <summary>Further class of the block, e.g. <c>wide</c>.</summary>
    [Parameter] public string? Class { get; set; }

    /// <summary>Raised with every change of the text.</summary>
    [Parameter] public EventCallback<string> Typed { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (!drawn)
        {
            (initial, drawn) = (Initial, true);
        }
    }

    private Task TypedAsync(ChangeEventArgs e) => Typed.InvokeAsync(e.Value as string ?? "");
}
