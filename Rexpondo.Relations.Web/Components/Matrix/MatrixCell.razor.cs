using Microsoft.AspNetCore.Components;

namespace Rexpondo.Relations.Web.Components.Matrix;

/// <summary>One box of a matrix. Drawn again only when it shows something else; a refused click snaps back.</summary>
public sealed partial class MatrixCell : IHandleEvent
{
    private CellView? drawn;

    /// <summary>What it shows.</summary>
    [Parameter, EditorRequired] public required CellView View { get; set; }

    /// <summary>Raised with the bit and the value asked for.</summary>
    [Parameter] public EventCallback<(int Bit, bool On)> Clicked { get; set; }

    private string Css => (View.Granting ? "k g" : View.Withdrawing ? "k w" : "k") + (View.Fresh ? " fresh" : "");

    /// <inheritdoc/>
    protected override void OnInitialized() => drawn = View; // nobody asks before the first drawing

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var differs = View != drawn;
        drawn = View;
        return differs;
    }

    // The screen draws once, when it has decided; not once more before that.
    Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem callback, object? arg) => callback.InvokeAsync(arg);

    private Task SetAsync(bool on)
    {
        drawn = null; // the browser has moved; draw whatever is decided, also if it is what was drawn before
        return Clicked.InvokeAsync((View.Bit, on));
    }
}
