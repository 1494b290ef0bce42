using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

[Collection(BrowserCollection.Name)]
public sealed class OddNamesTests(BrowserFixture browser, OddNamesTests.OddDesk desk) : ScreenTests(browser, desk), IClassFixture<OddNamesTests.OddDesk>
{
    public static TheoryData<string> Names => [.. OddDesk.Names];

    [ChromiumTheory]
    [MemberData(nameof(Names))]
    public async Task Name_OfWhateverSigns_IsTextInLinksBoxesTitlesAndMessages(string name)
    {
        var screen = await OpenAsync($"/customer-users-groups?search={Uri.EscapeDataString(name)}");
        var dialogs = 0;
        screen.Page.Dialog += (_, dialog) =>
        {
            dialogs++;
            _ = dialog.DismissAsync();
        };
        var elements = await screen.Page.Locator("img, script:not([src])").CountAsync();

        var persons = screen.Page.GetByRole(AriaRole.Region, new() { Name = "Customer Users" });
        await persons.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
        await Expect(screen.Title).ToContainTextAsync(name);
        await Expect(screen.Page).ToHaveTitleAsync($"{name} · Rexpondo");
        await screen.Cell("ro", name).ClickAsync();
        await Expect(screen.Row(name)).ToContainTextAsync("none → ro");
        await Expect(screen.Changes).ToContainTextAsync($"{name} gains access to {name}");
        await screen.SaveAndFinish.ClickAsync();
        await Expect(screen.Said).ToHaveTextAsync("1 permission granted.");
        await Expect(screen.Search).ToHaveValueAsync(name);
        await Expect(persons.GetByRole(AriaRole.Link, new() { Name = name, Exact = true })).ToBeFocusedAsync();
        Server.GroupRows(name).Should().Equal($"{name} {name} ro");

        await screen.GoAsync($"/customer-users-groups?login={Uri.EscapeDataString(name)}");
        await Expect(screen.Cell("ro", name)).ToBeCheckedAsync();
        await screen.GoAsync($"/customer-users-groups?name={Uri.EscapeDataString(name)}");
        await Expect(screen.Title).ToHaveTextAsync($"Change customer user relations for group {name}");
        await Expect(screen.Cell("ro", name)).ToBeCheckedAsync();
        await screen.GoAsync($"/customer-users-services?name={Uri.EscapeDataString(OddDesk.ServiceName(name))}");
        await Expect(screen.Title).ToHaveTextAsync($"Allocate customer users to service {OddDesk.ServiceName(name)}");
        await screen.Cell("active", name).ClickAsync();
        await screen.SaveAsync("1 service granted.");

        dialogs.Should().Be(0);
        (await screen.Page.Locator("img, script:not([src])").CountAsync()).Should().Be(elements);
    }

    [ChromiumFact]
    public async Task Export_OfNamesThatLookLikeFormulas_IsGuarded()
    {
        var screen = await OpenAsync(Server.PersonsOfGroup("=1+1") + "?search=%3D1%2B1");

        var file = await screen.Page.RunAndWaitForDownloadAsync(() => screen.Button("Export what is shown (1)").ClickAsync());

        (await File.ReadAllTextAsync(await file.PathAsync())).Should().Contain("\n'=1+1,").And.NotContain("\n=1+1");
    }

    public sealed class OddDesk : ScreenDesk
    {
        public static IReadOnlyList<string> Names { get; } =
        [
            "<img src=x onerror=alert(1)>",
            "\"><script>alert(1)</script>",
            "a&b's \"c\" &amp; {{d}}",
            "x+y;z#1%2F/::?q=1&r",
            "=1+1",
            "Ωμέγα 漢字 العربية 😀",
            new string('w', 196) + " end",
        ];

        protected override IReadOnlyList<(string Name, string Content)> Files =>
        [
            ("customer_users.csv", "login,first_name,last_name,email,customer_id,valid\n" + Lines(name => $"{Field(name)},,,,,valid")),
            ("groups.csv", "name,comment,valid\n" + Lines(name => $"{Field(name)},,valid")),
            ("services.csv", "name,comment,valid\n" + Lines(name => $"{Field(ServiceName(name))},,valid")),
            ("settings.json", """{ "CustomerGroupSupport": true }"""),
        ];

        /// <summary>A level of a service's name holds no <c>::</c>.</summary>
        public static string ServiceName(string name) => name.Replace("::", ":", StringComparison.Ordinal);

        private static string Lines(Func<string, string> line) => string.Concat(Names.Select(name => line(name) + "\n"));

        // What looks like a formula is written as it is: the guard's sign is only taken off where it stands.
        private static string Field(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
