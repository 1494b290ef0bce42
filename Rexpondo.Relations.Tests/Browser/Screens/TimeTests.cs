using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

/// <summary>Times are those of the browser, from the first drawing on.</summary>
[Collection(BrowserCollection.Name)]
public sealed class TimeTests(BrowserFixture browser)
{
    [ChromiumFact]
    public async Task Times_AreThoseOfEachBrowser_FromTheFirstDrawingOn()
    {
        await using var server = await RelationsServer.StartAsync();
        await using var tokyo = await browser.OpenSignedInAsync(server, options: new() { TimezoneId = "Asia/Tokyo" });
        await using var honolulu = await browser.OpenSignedInAsync(server, "ben", options: new() { TimezoneId = "Pacific/Honolulu" });

        var (east, west) = (await SignedInAsync(tokyo, "boss"), await SignedInAsync(honolulu, "boss"));
        east.Moment.Should().Be(west.Moment).And.MatchRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z$");
        (Read(east.Text) - Read(west.Text)).Should().Be(TimeSpan.FromHours(19));
        (east.Title, west.Title).Should().Be(($"{east.Text}, Asia/Tokyo (UTC+09:00)", $"{west.Text}, Pacific/Honolulu (UTC-10:00)"));

        // What the server sends before anything is interactive says the same.
        var drawn = await (await tokyo.Page.APIRequest.GetAsync("/agents")).TextAsync();
        drawn.Should().Contain($">{east.Text}</time>");

        // Without the cookie the server cannot know; the browser asks again before anything of the page is seen.
        tokyo.Complaints.Concat(honolulu.Complaints).Should().BeEmpty();
        await tokyo.Page.Context.ClearCookiesAsync(new() { Name = "zone" });
        (await SignedInAsync(tokyo, "boss")).Should().Be(east);
    }

    private static DateTime Read(string text) => DateTime.ParseExact(text, "d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    private static async Task<(string Text, string Moment, string Title)> SignedInAsync(Visitor visitor, string login)
    {
        await visitor.Page.GotoAsync("/agents", new() { WaitUntil = WaitUntilState.Commit });
        await visitor.InteractiveAsync();
        var time = visitor.Page.GetByRole(AriaRole.Row, new() { Name = login }).Locator("time");
        await Expect(time).ToHaveCountAsync(1);
        return (await time.InnerTextAsync(), (await time.GetAttributeAsync("datetime"))!, (await time.GetAttributeAsync("title"))!);
    }
}
