using System.Text.Json;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace Rexpondo.Relations.Web;

/// <summary>
/// The one <c>appsettings.json</c>: the repository's in a working copy, otherwise the one beside the program.
/// </summary>
public static class SettingsFile
{
    private const string Name = "appsettings.json";
    private const string RepositoryMark = "Rexpondo.Relations.sln";

    /// <summary>The folder of the settings file. Relative paths in the settings start here.</summary>
    public static string Folder { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Puts the file before all other sources, so that the environment and the command line win.</summary>
    public static void AddTo(IConfigurationBuilder configuration)
    {
        // A published program finds the same file a second time by itself, after ASPNETCORE_URLS, which would lose.
        foreach (var second in configuration.Sources.OfType<JsonConfigurationSource>().Where(source => source.Path == Name).ToList())
        {
            configuration.Sources.Remove(second);
        }

        configuration.Sources.Insert(0, new JsonConfigurationSource
        {
            FileProvider = new PhysicalFileProvider(Folder),
            Path = Name,
            Optional = false,
        });
    }

    /// <summary>Loads settings; what is wrong with a file of them becomes one line.</summary>
    /// <exception cref="InvalidDataException">A file is malformed or cannot be read: which, where, and why.</exception>
    internal static T Load<T>(Func<T> load)
    {
        try
        {
            return load();
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            var causes = Causes(e).ToList();
            // The framework names the file in its outermost message alone, in the middle of a sentence.
            var file = e is InvalidDataException && e.Message.Split('\'') is [_, var named, ..] ? named : Path.Combine(Folder, Name);
            var (line, reason) = causes.OfType<JsonException>().FirstOrDefault() is { } json
                ? ($":{json.LineNumber + 1}", json.Message.Split(" LineNumber:")[0])
                : ("", causes[^1].Message);
            throw new InvalidDataException($"{file}{line}: {reason.ReplaceLineEndings(" ")}", e);
        }
    }

    private static IEnumerable<Exception> Causes(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }

    internal static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, RepositoryMark)) && File.Exists(Path.Combine(folder.FullName, Name)))
            {
                return folder.FullName;
            }
        }

        return start;
    }
}
