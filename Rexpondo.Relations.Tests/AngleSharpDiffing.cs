using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Rexpondo.Relations.Tests;

/// <summary>
/// bUnit 2.15 asks for a version of AngleSharp.Diffing that not every package source has. The project file leaves that
/// dependency out, takes 0.17.0 in its place and copies it beside the tests; the loader would refuse the older number,
/// so it is handed out here. Delete this file, and the items in the project file, once bUnit restores by itself.
/// </summary>
internal static class AngleSharpDiffing
{
    private const string Name = "AngleSharp.Diffing";

    [ModuleInitializer]
    internal static void HandOut() =>
        AssemblyLoadContext.Default.Resolving += (context, asked) =>
            asked.Name == Name ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, $"{Name}.dll")) : null;
}
