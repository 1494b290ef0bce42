using System.Text.RegularExpressions;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web;

namespace Rexpondo.Relations.Tests;

/// <summary>The arrows between the folders all point one way, see docs/architecture.md.</summary>
public sealed partial class LayerTests
{
    private const string Root = ".";

    // What each folder of Core imports: exactly this. The root, nouns and rules, is open to every folder but Searching.
    private static readonly Dictionary<string, string[]> Imports = new()
    {
        ["Searching"] = [],
        [Root] = ["Searching"], // services are listed in folded order
        ["Storage"] = [],
        ["Agents"] = ["Storage"],
        ["Watching"] = ["Storage"],
        ["Maintenance"] = ["Reading", "Storage"],
        ["Drafts"] = ["Storage"],
        ["Settings"] = ["Agents", "Drafts", "Storage"],
        ["Reading"] = ["Searching", "Settings", "Storage"],
        ["Editing"] = ["Agents", "Drafts", "Reading", "Searching", "Storage"],
        ["Importing"] = ["Agents", "Editing", "Reading", "Searching", "Settings", "Storage"],
        ["Records"] = ["Agents", "Drafts", "Editing", "Reading", "Settings", "Storage"],
        ["Backends"] = ["Agents", "Importing", "Storage"],
        ["History"] = ["Agents", "Editing", "Reading", "Records", "Searching", "Settings", "Storage"],
    };

    private static readonly string CoreProject = Path.Combine(SettingsFile.Folder, "Rexpondo.Relations.Core");

    private static readonly string WebProject = Path.Combine(SettingsFile.Folder, "Rexpondo.Relations.Web");

    public static TheoryData<string> Folders => new(
        Directory.EnumerateFiles(CoreProject, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(CoreProject, Path.GetDirectoryName(file)!).Split(Path.DirectorySeparatorChar)[0])
            .Where(folder => folder is not ("bin" or "obj")).Distinct());

    [Theory]
    [MemberData(nameof(Folders))]
    public void FolderOfCore_Imports_WhatTheTableSays(string folder)
    {
        Imports.Should().ContainKey(folder, "a new folder says what it imports");

        var imports = Sources(Path.Combine(CoreProject, folder), folder == Root ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories)
            .SelectMany(source => CoreFolder().Matches(source.Code)).Select(match => match.Groups[1].Value).Distinct();

        imports.Where(other => other != folder).Should().BeEquivalentTo(Imports[folder]);
    }

    [Fact]
    public void Searching_KnowsNothing_OfTheDesk()
    {
        var nouns = typeof(CustomerUser).Assembly.GetTypes()
            .Where(type => type.IsPublic && type.Namespace == typeof(CustomerUser).Namespace).Select(type => type.Name).ToHashSet();

        var words = Sources(Path.Combine(CoreProject, "Searching")).SelectMany(source => Word().Matches(source.Code)).Select(match => match.Value);

        words.Where(nouns.Contains).Should().BeEmpty();
    }

    [Fact]
    public void Core_References_NothingOfTheWeb()
    {
        var references = typeof(CustomerUser).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!);

        references.Where(name => Screens().IsMatch(name)).Should().BeEmpty();
    }

    [Fact]
    public void StateOfTheScreens_KnowsNothing_OfBlazor()
    {
        Sources(Path.Combine(WebProject, "State")).Where(source => Blazor().IsMatch(source.Code)).Select(source => source.File).Should().BeEmpty();
    }

    /// <summary>The C# files of a folder, without comments.</summary>
    private static IEnumerable<(string File, string Code)> Sources(string folder, SearchOption depth = SearchOption.AllDirectories) =>
        Directory.EnumerateFiles(folder, "*.cs", depth).Select(file => (Path.GetFileName(file), Comment().Replace(File.ReadAllText(file), "")));

    [GeneratedRegex(@"\bCore\.(\w+)")]
    private static partial Regex CoreFolder();

    [GeneratedRegex(@"\b[A-Z]\w*\b")]
    private static partial Regex Word();

    [GeneratedRegex(@"^(Rexpondo|Microsoft\.AspNetCore|Microsoft\.JSInterop|Radzen)(\.|$)")]
    private static partial Regex Screens();

    [GeneratedRegex(@"\b(Microsoft\.AspNetCore\.Components|Microsoft\.JSInterop|Radzen|Web\.Components)\b")]
    private static partial Regex Blazor();

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();
}
