using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Radzen;
using Radzen.Blazor;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Components.Layout;
using Rexpondo.Relations.Web.Components.Shared;

namespace Rexpondo.Relations.Tests.Components;

/// <summary>A page whose session has ended while it was open.</summary>
public sealed class ToSignInTests : BunitContext
{
    private readonly SlowBrowser browser = new();
    private readonly CircuitLine line = new();
    private readonly ErrorLog errors = new();
    private readonly BunitJSModuleInterop lists;

    public ToSignInTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddRadzenComponents();
        Services.AddSingleton<NavigationManager>(browser);
        lists = JSInterop.SetupModule("/js/lists.js");
        lists.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(new ListScript(JSInterop.JSRuntime));
        Services.AddSingleton(line);
        Services.AddSingleton(new BackgroundTasks(errors));
        Services.AddSingleton(new FormScript(JSInterop.JSRuntime));
        Services.AddScoped<Notifier>();
        Services.AddScoped<Choice>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public async Task ToSignIn_TakesQuestionsAndMessagesWithIt_AndLeadsBackHere()
    {
        var beside = Render<RadzenComponents>();
        Task<int?> asked = null!;
        Task<string?> reason = null!;
        await beside.InvokeAsync(() =>
        {
            asked = Services.GetRequiredService<Choice>().AskAsync("Save 26 changes?", ["Anna Meier gains access"], ["Save anyway", "Back"]);
            reason = Services.GetRequiredService<Choice>().AskReasonAsync("Undo change 7?", ["Theo Papas loses access"], ["Undo", "Back"]);
            Services.GetRequiredService<Notifier>().Say("billing: 3 permissions granted.");
        });
        beside.WaitForAssertion(() => beside.Markup.Should().ContainAll("Anna Meier", "Theo Papas", "billing"));

        Render<ToSignIn>();

        Services.GetRequiredService<NotificationService>().Messages.Should().BeEmpty("a message goes by itself only after a while");
        (await asked.WaitAsync(Patience.Limit), await reason.WaitAsync(Patience.Limit)).Should().Be((null, null), "nobody has answered");
        beside.WaitForAssertion(() => beside.Markup.Should().NotContainAny("Anna Meier", "Theo Papas", "billing"));
        lists.VerifyInvoke("leave").Arguments.Should().Equal("/sign-in?returnUrl=%2Fgroups%2F7%3Ffrom%3D%2Fgroups");
    }

    [Fact]
    public async Task ToSignIn_WhileTheBrowserIsAway_FailsNothing_AndLeadsThereOnceItIsBack()
    {
        var leave = lists.SetupVoid("leave", _ => true);
        var page = Render<ToSignIn>();
        leave.SetCanceled(); // what becomes of a question that nobody answers for a minute

        await line.OnConnectionUpAsync(null!, CancellationToken.None);

        page.WaitForAssertion(() => lists.VerifyInvoke("leave", calledTimes: 2), Patience.Limit);
        errors.Entries.Should().BeEmpty();
        browser.Wanted.Should().Be(default, "the navigation would take the circuit down with it");
    }

    /// <summary>A browser that is told to load another page and has not done so yet: until then this one can be seen.</summary>
    private sealed class SlowBrowser : NavigationManager
    {
        public SlowBrowser() => Initialize("http://localhost/", "http://localhost/groups/7?from=/groups");

        public (string Uri, bool ForceLoad) Wanted { get; private set; }

        protected override void NavigateToCore(string uri, NavigationOptions options) => Wanted = (uri, options.ForceLoad);
    }
}
