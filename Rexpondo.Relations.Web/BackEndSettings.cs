using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration.CommandLine;
using Rexpondo.Relations.Core.Backends;

namespace Rexpondo.Relations.Web;

/// <summary>The back ends of the section <c>CustomerUserBackends</c> and of the folder <c>Relations:ConfigFolder</c>.</summary>
public static class BackEndSettings
{
    private const string SettingsFileName = "appsettings.json";
    private const string ConfigFolder = "Relations:ConfigFolder";

    /// <summary>Reads them, with every mistake. The server and every command ask here.</summary>
    public static BackEndSetup Read(IConfigurationRoot configuration)
    {
        var section = configuration.GetSection(BackEndFiles.Section);
        var folder = configuration[ConfigFolder] is { Length: > 0 } set ? set : "config";
        return BackEndFiles.Read(
            SettingsFileName,
            section.Exists() ? JsonSerializer.SerializeToElement(new JsonObject(section.GetChildren().Select(Entry))) : null,
            Path.GetFullPath(folder, BaseFolder(configuration)),
            SettingsFile.Folder);
    }

    // The settings know only texts, whatever the file has; the order is that of the names.
    private static KeyValuePair<string, JsonNode?> Entry(IConfigurationSection section) =>
        new(section.Key, section.GetChildren().Any() ? new JsonObject(section.GetChildren().Select(Entry)) : JsonValue.Create(section.Value));

    // A relative path counts from the settings file; typed on the command line, from where the user stands.
    private static string BaseFolder(IConfigurationRoot configuration) =>
        configuration.Providers.LastOrDefault(provider => provider.TryGet(ConfigFolder, out _)) is CommandLineConfigurationProvider
            ? Environment.CurrentDirectory
            : SettingsFile.Folder;
}
