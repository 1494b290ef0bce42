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
