using Rexpondo.Relations.Web;

namespace Rexpondo.Relations.Tests;

/// <summary>Files of the working copy that tests read.</summary>
public static class Repository
{
    public static string Golden => Path.Combine(SettingsFile.Folder, "Rexpondo.Relations.Tests", "Golden", "world-101");

    public static string Sample => Path.Combine(SettingsFile.Folder, "sample");
}
