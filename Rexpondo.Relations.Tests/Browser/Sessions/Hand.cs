using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rexpondo.Relations.Tests.Browser.Sessions;

/// <summary>
/// The hand of somebody at work, who is counted. One text is one box that is typed into, with going there and with the Enter that
/// ends it; everything else that is done is a click. Choosing files in the dialog of the browser is one click.
/// </summary>
public sealed class Hand
{
    /// <summary>Clicks so far.</summary>
    public int Clicks { get; private set; }

    /// <summary>Typed texts so far.</summary>
    public int Texts { get; private set; }

    /// <summary>Clicks one after the other.</summary>
    public async Task ClickAsync(params ILocator[] things)
    {
        foreach (var thing in things)
        {
            await thing.ClickAsync();
            Clicks++;
        }
    }

    /// <summary>Types into a box.</summary>
    public async Task TypeAsync(ILocator box, string text, bool enter = false)
    {
        // Nobody types into a box that is still grey; the keys alone would not wait.
        await Expect(box).ToBeEnabledAsync();
        await box.PressSequentiallyAsync(text);
        if (enter)
        {
            await box.PressAsync("Enter");
        }

        Texts++;
    }

    /// <summary>Replaces what stands in a box.</summary>
    public async Task RetypeAsync(ILocator box, string text)
    {
        await box.FillAsync(text);
        Texts++;
    }

    /// <summary>Chooses files.</summary>
    public async Task ChooseAsync(ILocator box, params FilePayload[] files)
    {
        await box.SetInputFilesAsync(files);
        Clicks++;
    }

    /// <summary>As docs/sessions.md says it.</summary>
    public override string ToString() => $"{Clicks} clicks, {Texts} texts";
}
