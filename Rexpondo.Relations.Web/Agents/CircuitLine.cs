using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Rexpondo.Relations.Web.Agents;

/// <summary>Tells the parts of a page that its line to the browser is there again.</summary>
public sealed class CircuitLine : CircuitHandler
{
    /// <summary>The line is there, at first or again; raised on no particular thread.</summary>
    public event Action? Back;

    /// <inheritdoc/>
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Back?.Invoke();
        return Task.CompletedTask;
    }
}
