namespace Rexpondo.Relations.Tests.Browser;

/// <summary>
/// Browser tests that look at every screen in every dress with axe: one after the other in a Chromium of their own, beside the
/// others, because they take the longest.
/// </summary>
[CollectionDefinition(Name)]
public sealed class CleanBrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "Browser, clean";
}
