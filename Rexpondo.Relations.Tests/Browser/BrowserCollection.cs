namespace Rexpondo.Relations.Tests.Browser;

/// <summary>Browser tests run one after the other, beside the other tests, and share one Chromium.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "Browser";
}
