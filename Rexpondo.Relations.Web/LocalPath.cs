namespace Rexpondo.Relations.Web;

/// <summary>Addresses that come with a request and may only lead to this program.</summary>
public static class LocalPath
{
    /// <summary><paramref name="path"/> if it is a path of this program, otherwise null.</summary>
    public static string? Of(string? path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) ? path : null;
}
