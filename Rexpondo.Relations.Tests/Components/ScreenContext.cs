using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Tests.State;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.Components;

/// <summary>Draws components of a relation screen on a desk, with the page interactive.</summary>
public abstract class ScreenContext : BunitContext
{
    protected ScreenContext()
    {
        Script = JSInterop.SetupModule("/js/lists.js");
        Script.Mode = JSRuntimeMode.Loose;
        Forms = JSInterop.SetupModule("/js/forms.js");
        Forms.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(new ListScript(JSInterop.JSRuntime));
        Services.AddSingleton(new FormScript(JSInterop.JSRuntime));
        Services.AddSingleton(Screens.Reader);
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(new PresenceBoard(TimeProvider.System, NullLogger<PresenceBoard>.Instance));
        Services.AddSingleton(new BackgroundTasks(NullLogger.Instance));
        Services.AddSingleton<CircuitPresence>();
        Services.AddSingleton(Line);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    /// <summary>What the page asks of the browser.</summary>
    protected BunitJSModuleInterop Script { get; }

    /// <summary>What a form asks of the browser.</summary>
    protected BunitJSModuleInterop Forms { get; }

    internal CircuitLine Line { get; } = new();

    internal Screens Screens { get; } = new();

    internal Storage.Desk Desk => Screens.Desk;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            Screens.Dispose();
        }
    }
}
