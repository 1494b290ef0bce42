using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

/// <summary>A relation screen or overview as people and screen readers find their way on it: by role and name.</summary>
public sealed class RelationScreen(Visitor visitor)
{
    public Visitor Visitor => visitor;

    public IPage Page => visitor.Page;

    public ILocator Search => Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search customer users", Exact = true });

    public ILocator GroupFilter => Page.GetByRole(AriaRole.Searchbox, new() { Name = "Filter for groups", Exact = true });

    public ILocator ServiceFilter => Page.GetByRole(AriaRole.Searchbox, new() { Name = "Filter for services", Exact = true });

    public ILocator Boxes => Page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Checkbox);

    public ILocator Title => Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Save => Button("Save");

    public ILocator SaveAndFinish => Button("Save and finish");

    public ILocator Cancel => Button("Cancel");

    /// <summary>The bar with the pending changes.</summary>
    public ILocator Changes => Page.GetByRole(AriaRole.Region, new() { Name = "Changes", Exact = true });

    public ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    public ILocator Overview => Page.GetByRole(AriaRole.Link, new() { Name = "Go to overview" });

    /// <summary>Text of the last message, as it is read aloud.</summary>
    public ILocator Said => Page.Locator("[data-live]");

    public ILocator Cell(string key, string row) => Page.GetByRole(AriaRole.Checkbox, new() { Name = $"{key}, {row}", Exact = true });

    public ILocator Header(string key) => Page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new Regex($"^{key}, all ") });

    public ILocator Column(string title) => Page.GetByRole(AriaRole.Columnheader, new() { Name = title, Exact = true });

    /// <summary>Heading of a column of an overview.</summary>
    public ILocator List(string heading) => Page.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    /// <summary>The row of a matrix that holds this link.</summary>
    public ILocator Row(string name) => Page.GetByRole(AriaRole.Row).Filter(new() { Has = Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }) });

    /// <summary>The row of an overview that holds this link.</summary>
    public ILocator Item(string name) => Page.GetByRole(AriaRole.Listitem).Filter(new() { Has = Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }) });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Switch(string name) => Page.GetByRole(AriaRole.Switch, new() { Name = name, Exact = true });

    public ILocator Chip(string name) =>
        Page.GetByRole(AriaRole.Group, new() { Name = "Show", Exact = true }).GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^{name} [0-9,]+$") });

    public async Task GoAsync(string path) => await visitor.GoAsync(path);

    /// <summary>Clicks boxes one after the other.</summary>
    public static async Task ClickAsync(params ILocator[] boxes)
    {
        foreach (var box in boxes)
        {
            await box.ClickAsync();
        }
    }

    public Task ExpectPendingAsync(int count) => Expect(Changes).ToContainTextAsync(
        count == 0 ? "Nothing changed" : count == 1 ? "1 unsaved change" : $"{count} unsaved changes");

    /// <summary>Saves, and waits until it is stored and said.</summary>
    public async Task SaveAsync(string message)
    {
        await SaveAndHearAsync();
        await Expect(Said).ToHaveTextAsync(message);
        await ExpectPendingAsync(0);
    }

    /// <summary>Gives up what is unsaved and waits until it is: it would wait for the next test else.</summary>
    public async Task CancelAsync()
    {
        await Cancel.ClickAsync();
        await Expect(Changes).ToHaveCountAsync(0);
    }

    /// <summary>
    /// Saves, and waits until something is said anew; else the same words may be those of the save before. The same sentence said
    /// twice is another text.
    /// </summary>
    public async Task SaveAndHearAsync()
    {
        var before = await Said.TextContentAsync();
        await Save.ClickAsync();
        await Expect(Said).Not.ToHaveJSPropertyAsync("textContent", before ?? "");
    }

    public Task AnswerAsync(string answer) => Dialog.GetByRole(AriaRole.Button, new() { Name = answer, Exact = true }).ClickAsync();
}
