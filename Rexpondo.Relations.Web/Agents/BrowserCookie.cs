using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Rexpondo.Relations.Core.Agents;

namespace Rexpondo.Relations.Web.Agents;

/// <summary>
/// Says that an agent has signed in in this browser before, so that a stranger's wrong tries do not keep the right password out of
/// it. It signs nobody in. One for each agent of the browser; signed, and worth nothing for another login.
/// </summary>
public sealed class BrowserCookie(IDataProtectionProvider protection)
{
    /// <summary>What the names of these cookies begin with.</summary>
    public const string Prefix = "Rexpondo.Relations.Browser.";

    // Browsers keep no cookie longer than 400 days.
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(365);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("Rexpondo.Relations.Browser").ToTimeLimitedDataProtector();

    /// <summary>Where a sign-in comes from.</summary>
    public SignInPlace PlaceOf(HttpContext context) => new(
        context.Connection.RemoteIpAddress,
        [.. context.Request.Cookies.Where(cookie => cookie.Key.StartsWith(Prefix, StringComparison.Ordinal)).Select(cookie => Read(cookie.Value)).OfType<KnownBrowser>()]);

    /// <summary>Gives it to the browser in which an agent has just signed in; one that is there lasts anew.</summary>
    public void Give(HttpContext context, Agent agent)
    {
        var name = $"{Prefix}{agent.Id}";
        var id = context.Request.Cookies[name] is { } value && Read(value) is { } known && known.Login == agent.Login
            ? known.Id
            : Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        context.Response.Cookies.Append(name, protector.Protect($"{id} {agent.Login}", Lasts), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            MaxAge = Lasts,
            Path = AgentCookie.SignInPath,
            IsEssential = true,
        });
    }

    private KnownBrowser? Read(string value)
    {
        try
        {
            return protector.Unprotect(value).Split(' ', 2) is [var id, var login] ? new KnownBrowser(login, id) : null;
        }
        catch (CryptographicException)
        {
            return null; // made up, too old, or of a server with other keys
        }
    }
}
