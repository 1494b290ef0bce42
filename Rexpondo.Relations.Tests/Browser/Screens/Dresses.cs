using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Rexpondo.Relations.Tests.Browser.Screens;

/// <summary>A screen in both themes and at both widths.</summary>
public static class Dresses
{
    /// <summary>axe finds nothing and nothing is wider than the window, in any of them.</summary>
    public static async Task ExpectCleanAsync(this RelationScreen screen)
    {
        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 400), (ColorScheme.Dark, 400), (ColorScheme.Dark, 1280), (ColorScheme.Light, 1280) })
        {
            await screen.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            await screen.Page.SetViewportSizeAsync(width, 800);
            var found = await screen.Page.RunAxe();
            found.Violations.Select(v => $"{scheme} {width}: {v.Id} {string.Join(" | ", v.Nodes.Select(node => node.Html))}").Should().BeEmpty();
            (await screen.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth")).Should().BeFalse();
        }
    }
}
