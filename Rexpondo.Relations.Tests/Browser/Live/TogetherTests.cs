using Rexpondo.Relations.Tests.Browser.Screens;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Live;

/// <summary>Two and eight agents with a browser each on one matrix: what one saves is in all of them, and nothing is lost.</summary>
[Collection(BrowserCollection.Name)]
public sealed class TogetherTests(BrowserFixture browser, LiveDesk desk) : ScreenTests(browser, desk), IClassFixture<LiveDesk>
{
    private const int Agents = 8;
    private const int Rounds = 6;
    private static readonly string[] Keys = ["ro", "rw"];

    [ChromiumFact]
    public async Task Save_OfOneAgent_AppearsInTheOtherBrowserUnderItsPendingEdits()
    {
        var path = Server.PersonsOfGroup("apart");
        var (ann, ben) = (await OpenAsync(path, "ann"), await OpenAsync(path, "ben"));
        await RelationScreen.ClickAsync(ann.Cell("ro", "Person 01"));
        await RelationScreen.ClickAsync(ben.Cell("ro", "Person 02"));
        await ben.ExpectPendingAsync(1);

        await ann.SaveAsync("1 permission granted.");

        await Expect(ben.Cell("ro", "Person 01")).ToBeCheckedAsync();
        await Expect(ben.Row("Person 01")).ToContainTextAsync("ann granted ro");
        await Expect(ben.Cell("ro", "Person 02")).ToBeCheckedAsync();
        await ben.ExpectPendingAsync(1);

        await ben.SaveAsync("1 permission granted.");
        await Expect(ann.Cell("ro", "Person 02")).ToBeCheckedAsync();
        Server.GroupRows(group: "apart").Should().Equal("p01 apart ro", "p02 apart ro");
    }

    [ChromiumFact]
    public async Task Undo_FromTheMessage_IsNoNewsOfHersElsewhere()
    {
        var path = Server.PersonsOfGroup("apart");
        var (ann, ben) = (await OpenAsync(path, "ann"), await OpenAsync(path, "ben"));
        await ann.Cell("rw", "Person 09").ClickAsync();
        await ann.SaveAsync("1 permission granted.");

        await ann.Button("Undo").ClickAsync();

        await Expect(ann.Said).ToHaveTextAsync("1 cell set back.");
        await Expect(ben.Row("Person 09")).ToContainTextAsync("ann withdrew rw");
        await Expect(ann.Cell("rw", "Person 09")).Not.ToBeCheckedAsync();
        await Expect(ann.Row("Person 09")).Not.ToContainTextAsync("elsewhere");
    }

    [ChromiumFact]
    public async Task Save_OfTheSameCell_TheLaterWinsAndBothSeeIt()
    {
        var path = Server.PersonsOfGroup("same");
        var (ann, ben) = (await OpenAsync(path, "ann"), await OpenAsync(path, "ben"));
        await ann.Cell("ro", "Person 03").ClickAsync();
        await ann.SaveAsync("1 permission granted.");
        await Expect(ben.Cell("ro", "Person 03")).ToBeCheckedAsync();

        // Both withdraw; what the first has done is no longer pending with the second.
        await ann.Cell("ro", "Person 03").ClickAsync();
        await ann.ExpectPendingAsync(1);
        await ben.Cell("ro", "Person 03").ClickAsync();
        await ben.ExpectPendingAsync(1);
        await ann.SaveAsync("1 withdrawn.");
        await ben.ExpectPendingAsync(0);
        await Expect(ben.Cell("ro", "Person 03")).Not.ToBeCheckedAsync();

        // The later save of the same cell wins.
        await ben.Cell("ro", "Person 03").ClickAsync();
        await ben.SaveAsync("1 permission granted.");
        await Expect(ann.Cell("ro", "Person 03")).ToBeCheckedAsync();
        await ann.Cell("ro", "Person 03").ClickAsync();
        await ann.SaveAsync("1 withdrawn.");
        await Expect(ben.Cell("ro", "Person 03")).Not.ToBeCheckedAsync();
        Server.GroupRows(group: "same").Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task EightAgents_TickingAndSavingAtRandom_AllEndWithExactlyTheStore()
    {
        var path = Server.PersonsOfGroup("eight");
        var screens = new List<RelationScreen>();
        for (var i = 0; i < Agents; i++)
        {
            screens.Add(await OpenAsync(path, $"agent{i}"));
        }

        await Task.WhenAll(screens.Select((screen, i) => WorkAsync(screen, new Random(4711 + i))));

        var rows = Server.GroupRows(group: "eight");
        var stored = rows.SelectMany(row => row.Split(' ')[2..].Select(key => $"{key}, Person {row[1..3]}")).Order(StringComparer.Ordinal).ToList();
        // Under a ticked rw the box of ro shows what rw includes.
        var shown = stored.Concat(stored.Where(box => box.StartsWith("rw", StringComparison.Ordinal)).Select(box => "ro" + box[2..])).Distinct().Order(StringComparer.Ordinal).ToList();
        foreach (var screen in screens)
        {
            await screen.ExpectPendingAsync(0);
            foreach (var (key, person) in Keys.SelectMany(key => Enumerable.Range(1, LiveDesk.Persons).Select(person => (key, person))))
            {
                var name = $"Person {person:00}";
                await Expect(screen.Cell(key, name)).ToBeCheckedAsync(new() { Checked = shown.Contains($"{key}, {name}") });
            }
        }

        rows.Should().NotBeEmpty();
    }

    /// <summary>Ticks a few boxes and saves, again and again.</summary>
    private static async Task WorkAsync(RelationScreen screen, Random random)
    {
        for (var round = 0; round < Rounds; round++)
        {
            for (var tick = random.Next(1, 4); tick > 0; tick--)
            {
                var (key, name) = (Keys[random.Next(Keys.Length)], $"Person {random.Next(1, LiveDesk.Persons + 1):00}");
                // Another agent may lock a box under the pointer; then this click is left out.
                await screen.Cell(key, name).EvaluateAsync("box => box.disabled || box.click()");
            }

            await screen.Save.ClickAsync();
        }

        // What comes after the last save is answered after it has begun; while it goes on there is no second one.
        await screen.Search.FillAsync("person");
        await Expect(screen.Column($"Customer Users ({LiveDesk.Persons} of {LiveDesk.Persons})")).ToBeVisibleAsync();
        await Expect(screen.Save).ToBeEnabledAsync();
        await Expect(screen.Changes).ToContainTextAsync("Nothing changed");
    }
}
