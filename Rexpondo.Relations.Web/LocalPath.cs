using System.Globalization;

namespace Rexpondo.Relations.Web;

/// <summary>Addresses that may only lead to this program, however they are written and whoever wrote them.</summary>
public static class LocalPath
{
    private static readonly Uri Here = new("http://localhost/");

    /// <summary><paramref name="path"/> if it is a path of this program, with what is not ASCII escaped; otherwise null.</summary>
    public static string? Of(string? path) =>
        path is ['/', ..] and not ['/', '/', ..] && !path.Any(IsOdd) && Resolve(path) is { } local && local.Host == Here.Host ? Within(local) : null;

    /// <summary>What is left of a redirect's target without scheme and host; the start page if nothing is.</summary>
    public static string OfRedirect(string target) => Resolve(target) is { } uri ? Within(uri) ?? "/" : "/";

    private static Uri? Resolve(string address) =>
        Uri.TryCreate(Here, address, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) ? uri : null;

    // "/.//example.org" is one of those that become the address of another host only when they are resolved.
    private static string? Within(Uri uri) => uri.PathAndQuery.StartsWith("//", StringComparison.Ordinal) ? null : uri.PathAndQuery + uri.Fragment;

    // A browser takes a backslash for a slash, and what nobody sees has no place in an address.
    private static bool IsOdd(char letter) => letter == '\\' || char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse;
}
