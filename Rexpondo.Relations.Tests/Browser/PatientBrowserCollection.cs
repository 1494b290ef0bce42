namespace Rexpondo.Relations.Tests.Browser;

/// <summary>
/// Browser tests of lost lines, restarts, drafts and the history: one after the other in a Chromium of their own, beside the
/// others, because most of their time is waiting.
/// </summary>
[CollectionDefinition(Name)]
public sealed class PatientBrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "Browser, patient";
}
