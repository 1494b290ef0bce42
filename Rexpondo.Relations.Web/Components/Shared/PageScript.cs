using Microsoft.JSInterop;

namespace Rexpondo.Relations.Web.Components.Shared;

/// <summary>Calls one script of the browser. After the circuit is gone there is nobody to call, and that is no error.</summary>
/// <param name="runtime">The browser.</param>
/// <param name="path">Address of the script.</param>
public abstract class PageScript(IJSRuntime runtime, string path) : IAsyncDisposable
{
    private Task<IJSObjectReference>? module;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        try
        {
            // One that has not been loaded is not waited for: nobody would answer, and what the circuit holds would stay for a minute.
            if (module is { IsCompletedSuccessfully: true } loaded)
            {
                await (await loaded).DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
        }
    }

    /// <summary>Calls a function of the script, which is loaded at the first call.</summary>
    protected async Task CallAsync(string function, params object?[] arguments)
    {
        try
        {
            module ??= runtime.InvokeAsync<IJSObjectReference>("import", path).AsTask();
            await (await module).InvokeVoidAsync(function, arguments);
        }
        catch (JSDisconnectedException)
        {
        }
        catch (OperationCanceledException)
        {
            // nobody answered within a minute: the line is lost
        }
        catch (ObjectDisposedException)
        {
            // the page was closed while the script was on its way
        }
        catch (JSException)
        {
            // None of these is worth a circuit with unsaved changes.
        }
        finally
        {
            // One that did not load is loaded at the next call.
            module = module is { IsCanceled: true } or { IsFaulted: true } ? null : module;
        }
    }
}
