using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.Components.Forms;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.Components;

/// <summary>Who has just changed a field.</summary>
public sealed class NewsMarkTests : BunitContext
{
    private readonly HandClock clock = new();

    public NewsMarkTests()
    {
        Services.AddSingleton<TimeProvider>(clock);
        Services.AddSingleton(new BackgroundTasks(NullLogger.Instance));
    }

    [Fact]
    public void Mark_OnAPageOnWhichNothingElseHappens_SaysWhen_OnceItIsNoLongerJustNow()
    {
        var then = clock.GetUtcNow();
        var field = Render<FieldBox>(parameters => parameters.Add(p => p.Name, "Validity").Add(p => p.Value, "valid").Add(p => p.Look, FieldLook.Validity)
            .Add(p => p.News, new FieldNews(["ben"], then)).Add(p => p.Me, "root").Add(p => p.Enabled, true));
        field.Find(".by").TextContent.Should().Be("changed by ben just now");
        field.Find("select").GetAttribute("aria-describedby").Should().Be(field.Find(".by").Id);

        clock.Advance(NewsWords.JustNow);

        field.WaitForAssertion(() => field.Find(".by").TextContent.Should().Be(LocalTime.Utc.Text($"changed by ben at {Say.Clock(then)}")), Patience.Limit);
        field.Render(parameters => parameters.Add(p => p.News, new FieldNews(["root"], clock.GetUtcNow())));
        field.Find(".by").TextContent.Should().Be("changed by you, elsewhere, just now");
        field.Render(parameters => parameters.Add(p => p.News, null));
        clock.Timers.Should().Be(0);
    }
}
