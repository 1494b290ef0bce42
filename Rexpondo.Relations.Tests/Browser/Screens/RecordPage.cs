using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Screens;

/// <summary>Edit screens and lists of records, found by the names of their fields and buttons.</summary>
public static class RecordPage
{
    /// <summary>A field of the form by its accessible name.</summary>
    public static ILocator Field(this RelationScreen screen, string name) => screen.Page.GetByRole(AriaRole.Main).GetByLabel(name, new() { Exact = true });

    /// <summary>An option of the open list.</summary>
    public static ILocator Option(this RelationScreen screen, string name) => screen.Page.GetByRole(AriaRole.Option, new() { Name = name, Exact = true });

    /// <summary>A button or link in the side bar.</summary>
    public static ILocator Side(this RelationScreen screen, AriaRole role, string name) =>
        screen.Page.GetByRole(AriaRole.Complementary).GetByRole(role, new() { Name = name, Exact = true });

    /// <summary>The link back.</summary>
    public static ILocator BackTo(this RelationScreen screen, string where) => screen.Page.GetByRole(AriaRole.Link, new() { Name = $"Back to {where}", Exact = true });

    /// <summary>Types and saves, and waits until it is stored.</summary>
    public static async Task StoreAsync(this RelationScreen screen, string said = "Saved.")
    {
        await screen.SaveAndHearAsync();
        await Expect(screen.Said).ToHaveTextAsync(said);
        await screen.ExpectPendingAsync(0);
    }

    /// <summary>The box is refused with this error, and described by it.</summary>
    public static async Task ExpectErrorAsync(this RelationScreen screen, string field, string error)
    {
        await Expect(screen.Field(field)).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(screen.Field(field)).ToHaveAccessibleDescriptionAsync(error);
    }
}
