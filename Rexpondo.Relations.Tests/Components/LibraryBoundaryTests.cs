using Rexpondo.Relations.Web;

namespace Rexpondo.Relations.Tests.Components;

/// <summary>Keeps the component library exchangeable, see docs/decisions/ADR-001-component-library.md.</summary>
public sealed class LibraryBoundaryTests
{
    [Fact]
    public void Library_IsNamedIn_LayoutAndSharedOnly()
    {
        var components = Path.Combine(SettingsFile.Folder, "Rexpondo.Relations.Web", "Components");

        var offenders = Directory.EnumerateFiles(components, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(components, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("Layout/", StringComparison.Ordinal) && !file.StartsWith("Shared/", StringComparison.Ordinal))
            // The page's head links the library's stylesheets and script.
            .Where(file => file != "App.razor")
            .Where(file => File.ReadAllText(Path.Combine(components, file)).Contains("Radzen", StringComparison.Ordinal));

        offenders.Should().BeEmpty();
    }
}
