using Microsoft.AspNetCore.Http.Features;
using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Web;

/// <summary>The headers of every answer. No page needs an inline script, an inline style element or another host.</summary>
public static class SecurityHeaders
{
    // <Virtualize> sets the height of its spacers with a style attribute; that is what style-src-attr is for.
    public const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; object-src 'none'; " +
        "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>
    /// Sets them at the start of each answer, because error pages clear what was set before. A redirect leads to this program
    /// alone and names no host: the browser knows better than the server by which scheme and name it came.
    /// </summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app) =>
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                Set(context.Response.Headers);
                if (context.Response.Headers.Location is [{ Length: > 0 } target])
                {
                    context.Response.Headers.Location = LocalPath.OfRedirect(target);
                }

                return Task.CompletedTask;
            });
            return next(context);
        });

    /// <summary>
    /// Sets them on what the server refuses before there is a request (no HTTP, no host, too long a header). It tells this to
    /// listeners alone, and writes an answer without headers unless one of them has begun it.
    /// </summary>
    public static IDisposable SetOnRefusals(IServiceProvider services) =>
        services.GetRequiredService<System.Diagnostics.DiagnosticListener>().Subscribe(
            new Refusals(services.GetRequiredService<BackgroundTasks>()), name => name == Refusals.Event);

    private static void Set(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
    }

    private sealed class Refusals(BackgroundTasks tasks) : IObserver<KeyValuePair<string, object?>>
    {
        public const string Event = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value is IFeatureCollection refused && refused.Get<IHttpResponseFeature>() is { HasStarted: false } response
                && refused.Get<IHttpResponseBodyFeature>() is { } body)
            {
                Set(response.Headers);
                response.Headers.Connection = "close";
                // Nothing is awaited in it: the headers go into the buffer that the server sends when it closes the connection.
                tasks.Run("begin the answer to what is no request", () => body.StartAsync());
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
