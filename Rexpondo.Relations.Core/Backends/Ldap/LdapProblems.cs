using System.DirectoryServices.Protocols;
using System.Globalization;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>What went wrong with a directory server, as lines for people that say what to do about it.</summary>
internal static class LdapProblems
{
    /// <summary>The library of the system that .NET's LDAP client needs is not there.</summary>
    public const string NoLibrary = "the library libldap is missing; install it with: apt-get install libldap-2.5-0 (or libldap2, as newer systems call it)";

    /// <summary>Code of a refused password.</summary>
    public const int InvalidCredentials = 49;

    private const int ServerDown = 81;

    /// <summary>A server is silent.</summary>
    public static string NoAnswer(TimeSpan limit) => string.Create(CultureInfo.InvariantCulture, $"no answer for {limit.TotalSeconds:0.###} s");

    /// <summary>A bind did not succeed.</summary>
    public static string OfBind(string? bindDn, DirectoryException e)
    {
        var bind = bindDn is null ? "the anonymous bind" : $"the bind as \"{bindDn}\"";
        return e switch
        {
            LdapException { ErrorCode: ServerDown } => "the connection ended during the bind",
            LdapException { ErrorCode: InvalidCredentials } refused => $"the server refuses {bind}: invalid credentials" + Said(refused.ServerErrorMessage),
            _ => $"the server does not take {bind}: {char.ToLowerInvariant(Words(e)[0])}{Words(e)[1..]}" + Said((e as LdapException)?.ServerErrorMessage),
        };
    }

    /// <summary>A search did not succeed.</summary>
    /// <param name="options">What was asked.</param>
    /// <param name="e">What came of it.</param>
    /// <param name="before">How many entries had come in earlier pages.</param>
    public static string OfSearch(LdapOptions options, DirectoryException e, int before) => e switch
    {
        DirectoryOperationException { Response: { } response } => OfResult(options, response, before),
        LdapException { ErrorCode: ServerDown } => Entries($"the connection ended after {Plural.Of(before, "entry", "entries")}"),
        _ => Words(e),
    };

    /// <summary>The server answered a search with something else than success.</summary>
    public static string OfResult(LdapOptions options, DirectoryResponse response, int before)
    {
        var given = before + ((response as SearchResponse)?.Entries.Count ?? 0);
        return response.ResultCode switch
        {
            ResultCode.SizeLimitExceeded =>
                Entries($"the server gives at most {Plural.Of(given, "entry", "entries")}; its size limit for {Who(options)} must allow all of them"),
            ResultCode.AdminLimitExceeded => Entries($"the server's administrative limit was exceeded after {Plural.Of(given, "entry", "entries")}"),
            ResultCode.TimeLimitExceeded => Entries($"the server's time limit was exceeded after {Plural.Of(given, "entry", "entries")}"),
            ResultCode.NoSuchObject => $"there is no base \"{options.Base}\", or {Who(options)} may not see it",
            ResultCode.InvalidDNSyntax => $"the base \"{options.Base}\" is no distinguished name",
            ResultCode.InsufficientAccessRights => $"{Who(options)} may not read below \"{options.Base}\"",
            ResultCode.UnavailableCriticalExtension => "the server cannot give its entries in pages",
            ResultCode.Referral or ResultCode.ReferralV2 => "the server refers to another one, which is not followed; name that one in servers",
            var code => $"the server answers {code}",
        } + Said(response.ErrorMessage);
    }

    /// <summary>A reading gave nobody.</summary>
    public static string NobodyMatches(LdapOptions options) =>
        $"nobody below \"{options.Base}\" matches {options.Filter}, or {Who(options)} may not see them";

    /// <summary>No entry at all has an attribute that must mean something.</summary>
    public static string NobodyHas(LdapOptions options, string key, string attribute) =>
        $"nobody has \"{attribute}\"; it is misspelt in attributes:{key}, or {Who(options)} may not see it. If nobody is to have it, leave the key out";

    /// <summary>The server answers with names that were not asked for.</summary>
    /// <param name="away">What was asked for and did not come.</param>
    /// <param name="others">What came instead.</param>
    public static string OtherNames(IReadOnlyList<(string Key, string Name)> away, IReadOnlyCollection<string> others) =>
        away is [var one] && others.Count == 1
        ? $"the server calls \"{one.Name}\" \"{others.First()}\"; write that in attributes:{one.Key}"
        : $"the server answers with {string.Join(", ", others.Select(name => $"\"{name}\""))}, which it was not asked for by name; write its names in "
            + string.Join(", ", away.Select(mapped => $"attributes:{mapped.Key} (\"{mapped.Name}\")"));

    private static string Who(LdapOptions options) => options.BindDn is { } dn ? $"\"{dn}\"" : "anonymous";

    private static string Words(Exception e) => e.Message.TrimEnd('.', ' ');

    private static string Said(string? message) => string.IsNullOrWhiteSpace(message) ? "" : $" ({string.Join(' ', message.Split(['\0', '\n', '\r', '\t', ' '], StringSplitOptions.RemoveEmptyEntries))})";

    private static string Entries(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
