using System.Collections.Immutable;
using System.Text.Json;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>
/// Reads the configuration of back ends: a section of the settings file, then one file each in a folder, in the order of
/// their names. Finds every mistake of every file before anything is done with any.
/// </summary>
public sealed class BackEndFiles
{
    /// <summary>The section of the settings file: name → back end.</summary>
    public const string Section = "CustomerUserBackends";

    private static readonly JsonDocumentOptions Tolerant = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly string baseFolder;
    private readonly List<BackEndMistake> mistakes = [];
    private readonly List<BackEndDefinition> good = [];
    private readonly HashSet<string> brokenNames = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> brokenFiles = [];
    private bool folderIsBroken;

    private BackEndFiles(string baseFolder) => this.baseFolder = baseFolder;

    /// <summary>Reads all of it.</summary>
    /// <param name="settingsFile">Name of the settings file, for people.</param>
    /// <param name="section">The section as an object of objects with texts; null if there is none.</param>
    /// <param name="configFolder">The folder of the files; need not exist.</param>
    /// <param name="baseFolder">The folder of the settings file, where relative paths start.</param>
    public static BackEndSetup Read(string settingsFile, JsonElement? section, string configFolder, string baseFolder)
    {
        var files = new BackEndFiles(baseFolder);
        files.ReadSection(settingsFile, section);
        files.ReadFolder(configFolder);
        return new BackEndSetup
        {
            BackEnds = [.. files.good],
            Mistakes = [.. files.mistakes.Distinct()],
            BrokenNames = files.brokenNames.ToImmutableHashSet(StringComparer.OrdinalIgnoreCase),
            BrokenFiles = [.. files.brokenFiles],
            FolderIsBroken = files.folderIsBroken,
        };
    }

    private void ReadSection(string settingsFile, JsonElement? section)
    {
        if (section is not { } json)
        {
            return;
        }

        foreach (var entry in json.EnumerateObject().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entry.Value.ValueKind != JsonValueKind.Object)
            {
                mistakes.Add(new BackEndMistake(settingsFile, $"{Section}:{entry.Name}", "an object is expected"));
                brokenNames.Add(entry.Name);
                continue;
            }

            var keys = new BackEndKeys(settingsFile, $"{Section}:{entry.Name}:", entry.Value, asText: true, baseFolder, mistakes);
            CheckName(entry.Name, reason => mistakes.Add(new BackEndMistake(settingsFile, $"{Section}:{entry.Name}", reason)));
            if (Define(entry.Name, settingsFile, keys) is { } definition)
            {
                good.Add(definition);
            }
            else
            {
                brokenNames.Add(entry.Name);
            }
        }
    }

    private void ReadFolder(string configFolder)
    {
        List<string> paths;
        try
        {
            paths = Directory.Exists(configFolder)
                ? [.. Directory.EnumerateFiles(configFolder, "*.json").OrderBy(Path.GetFileName, StringComparer.Ordinal)]
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            mistakes.Add(new BackEndMistake(Known(configFolder), "", $"cannot be read: {e.Message}"));
            folderIsBroken = true;
            return;
        }

        foreach (var path in paths)
        {
            ReadFile(path, Known(path));
        }
    }

    private void ReadFile(string path, string file)
    {
        string? name = null;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path), Tolerant);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                mistakes.Add(new BackEndMistake(file, "", "an object is expected"));
            }
            else
            {
                var keys = new BackEndKeys(file, "", json.RootElement, asText: false, baseFolder, mistakes);
                name = keys.Text("name", required: true);
                if (name is not null)
                {
                    CheckName(name, reason => keys.Mistake("name", reason));
                }

                if (Define(name ?? "", file, keys) is { } definition)
                {
                    good.Add(definition);
                    return;
                }
            }
        }
        catch (JsonException e)
        {
            mistakes.Add(new BackEndMistake(file, "", $"is no JSON: line {e.LineNumber + 1}: {e.Message.Split(" LineNumber:")[0]}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            mistakes.Add(new BackEndMistake(file, "", $"cannot be read: {e.Message}"));
        }

        brokenFiles.Add(file);
        if (name is not null)
        {
            brokenNames.Add(name);
        }
    }

    private void CheckName(string name, Action<string> refuse)
    {
        if (FieldRules.Error("the name", name, required: true) is { } error)
        {
            refuse(error);
        }
        else if (name.Equals(BackEnd.DefaultName, StringComparison.OrdinalIgnoreCase))
        {
            refuse($"{BackEnd.DefaultName} is the name of the module's own database");
        }
        else if (good.Find(other => other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } taken)
        {
            refuse($"there is already a back end {taken.Name}, in {taken.File}");
        }
    }

    private static BackEndDefinition? Define(string name, string file, BackEndKeys keys)
    {
        var kind = keys.Text("kind", required: true);
        var groupSupport = keys.Switch("groupSupport");
        var removalLimit = keys.Number("removalLimit", 0, 100) ?? BackEndDefinition.DefaultRemovalLimit;
        var removalFloor = keys.Number("removalFloor", 0, int.MaxValue) ?? BackEndDefinition.DefaultRemovalFloor;
        CustomerUserSource? source = null;
        if (kind is not null)
        {
            if (BackEndKinds.Find(kind) is { } make)
            {
                source = make(keys);
                keys.RefuseTheRest();
            }
            else
            {
                // Which other keys it has only a kind could say.
                keys.Mistake("kind", $"there is no kind \"{kind}\"; there are: {BackEndKinds.Names}");
            }
        }

        return keys.AreGood && kind is not null && source is not null
            ? new BackEndDefinition(name, kind, file, groupSupport, removalLimit, removalFloor, source)
            : null;
    }

    // Inside the folder of the settings file a path is known from there; elsewhere in full.
    private string Known(string path)
    {
        var relative = Path.GetRelativePath(baseFolder, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative.Replace('\\', '/');
    }
}
