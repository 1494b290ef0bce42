namespace Rexpondo.Relations.Tests.Browser;

/// <summary>Where Chromium is, and what to do when it is not there.</summary>
internal static class Chromium
{
    public const string Missing = "Chromium is not installed. Install it with: apt-get install chromium-headless-shell, or chromium (or set CHROMIUM to its path)";

    public static string? Path { get; } = new[]
        {
            Environment.GetEnvironmentVariable("CHROMIUM"),
            "/usr/bin/chromium-headless-shell", // opens a page in a fifth of the time
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/snap/bin/chromium",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        }
        .FirstOrDefault(File.Exists);

    /// <summary>On a developer's machine a browser test may be left out; in continuous integration it fails instead.</summary>
    public static string? SkipReason { get; } =
        Path is null && Environment.GetEnvironmentVariable("CI") != "true" ? Missing : null;
}
