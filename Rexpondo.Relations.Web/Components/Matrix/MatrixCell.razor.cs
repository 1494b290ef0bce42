using Microsoft.AspNetCore.Components;

namespace Rexpondo.Relations.Web.Components.Matrix;

/// <summary>One box of a matrix. Drawn again only when it shows something else; a refused click snaps back.</summary>
public sealed partial class MatrixCell : IHandleEvent
{
    private (bool, bool, bool, bool, string) drawn;

    /// <summary>Accessible name: <c>rw, billing</c>.</summary>
    [Parameter, EditorRequired] public required string Name { get; set; }

    /// <summary>The element that says why.</summary>
    [Parameter] public string? DescribedBy { get; set; }

    /// <summary>The key's bit.</summary>
    [Parameter] public int Bit { get; set; }

    /// <summary>Shown ticked.</summary>
    [Parameter] public bool Ticked { get; set; }

    /// <summary>Cannot be clicked.</summary>
    [Parameter] public bool Locked { get; set; }

    /// <summary>A grant is pending.</summary>
    [Parameter] public bool Granting { get; set; }

    /// <summary>A withdrawal is pending.</summary>
    [Parameter] public bool Withdrawing { get; set; }

    /// <summary>Raised with the bit and the value asked for.</summary>
    [Parameter] public EventCallback<(int Bit, bool On)> Clicked { get; set; }

    private string Css => Granting ? "k g" : Withdrawing ? "k w" : "k";

    private (bool, bool, bool, bool, string) Now => (Ticked, Locked, Granting, Withdrawing, Name);

    /// <inheritdoc/>
    protected override void OnInitialized() => drawn = Now; // nobody asks before the first drawing

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var differs = Now != drawn;
        drawn = Now;
        return differs;
    }

    // The screen draws once, when it has decided; not once more before that.
    Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem callback, object? arg) => callback.InvokeAsync(arg);

    private Task SetAsync(bool on)
    {
        drawn = default; // the browser has moved; draw whatever is decided, also if it is what was drawn before
        return Clicked.InvokeAsync((Bit, on));
    }
}
