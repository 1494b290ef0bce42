using Microsoft.AspNetCore.Components;

namespace Rexpondo.Relations.Web.Components.Shared;

/// <summary>
/// A box for text that says every keystroke. A bound box of Blazor writes back what was typed if the answer comes late, over
/// what was typed since; this one is written only if its text comes from elsewhere.
/// </summary>
public sealed partial class TextBox(FormScript script)
{
    private ElementReference box;
    private string? text; // as of the last event that arrived, or as it was written
    private string? written;
    private bool write;

    /// <summary>Its text, as the page knows it. One that was not typed here is written into the box.</summary>
    [Parameter, EditorRequired] public required string Text { get; set; }

    /// <summary>Raised with every change of the text.</summary>
    [Parameter] public EventCallback<string> Typed { get; set; }

    /// <summary>Lines that are in sight; more than one makes it a box for several lines.</summary>
    [Parameter] public int Rows { get; set; } = 1;

    /// <summary>Further attributes and events.</summary>
    [Parameter(CaptureUnmatchedValues = true)] public IReadOnlyDictionary<string, object?>? Rest { get; set; }

    /// <summary>The box itself, once it is drawn.</summary>
    public ElementReference Element => box;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Text != text)
        {
            write = text is not null;
            (text, written) = (Text, Text);
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (write)
        {
            // Where it is the text that was written last, drawing it changes nothing.
            write = false;
            await script.WriteAsync(box, Text);
        }
    }

    private Task TypedAsync(ChangeEventArgs e)
    {
        text = e.Value as string ?? "";
        return Typed.InvokeAsync(text);
    }
}
