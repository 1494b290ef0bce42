using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Rexpondo.Relations.Core.Agents;

namespace Rexpondo.Relations.Web.Agents;

/// <summary>Sign-in with a cookie. Whatever does not say otherwise needs a signed-in agent.</summary>
public static class AgentCookie
{
    /// <summary>The one scheme of the screens.</summary>
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    /// <summary>Where one signs in.</summary>
    public const string SignInPath = "/sign-in";

    /// <summary>Where the button <em>Sign out</em> posts to.</summary>
    public const string SignOutPath = "/sign-out";

    /// <summary>How long a session lasts after the last request.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(12);

    public static void AddAgentCookie(this IServiceCollection services)
    {
        services.AddSingleton<EndedSessions>();
        services.AddSingleton<SessionCheck>();
        services.AddSingleton<OpenSessions>();
        services.AddAuthentication(Scheme).AddCookie(options =>
        {
            options.Cookie.Name = "Rexpondo.Relations";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            // The program also runs over plain http; a redirect is the business of what stands before it.
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = Lasts;
            options.SlidingExpiration = true;
            options.LoginPath = SignInPath;
            options.ReturnUrlParameter = "returnUrl";
            options.Events.OnValidatePrincipal = CheckAsync;
        });
        services.AddAntiforgery(options => options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        services.AddSingleton<BrowserCookie>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder(Scheme).RequireAuthenticatedUser().Build());
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitSession>();
    }

    /// <summary>Begins a session of an agent whose password was right.</summary>
    public static async Task SignInAsync(HttpContext context, Agent agent)
    {
        await context.SignInAsync(Scheme, CurrentAgent.Of(agent).ToPrincipal(Scheme));
        context.RequestServices.GetRequiredService<BrowserCookie>().Give(context, agent);
    }

    public static void MapSignOut(this IEndpointRouteBuilder app) =>
        app.MapPost(SignOutPath, async (HttpContext context, IAntiforgery antiforgery, OpenSessions sessions) =>
        {
            if (!await IsOursAsync(context, antiforgery))
            {
                // From elsewhere, or from a page older than the session: she is still signed in and can try again.
                return Results.Redirect("/");
            }

            await context.SignOutAsync(Scheme);
            if (CurrentAgent.Of(context.User) is { } session)
            {
                await sessions.EndAsync(session.Session);
            }

            return Results.Redirect(SignInPath);
        }).AllowAnonymous();

    private static async Task<bool> IsOursAsync(HttpContext context, IAntiforgery antiforgery)
    {
        try
        {
            return await antiforgery.IsRequestValidAsync(context);
        }
        catch (Exception e) when (e is AntiforgeryValidationException or IOException or InvalidDataException)
        {
            return false; // what was posted is no form
        }
    }

    private static async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        var check = context.HttpContext.RequestServices.GetRequiredService<SessionCheck>();
        if (context.Principal is null || !await check.HoldsAsync(context.Principal, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Scheme);
        }
    }
}
