using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Rexpondo.Relations.Web;

/// <summary>What happens to a request before and whatever else happens to it: limits, proxies, the headers of the answer.</summary>
internal static class Entrance
{
    /// <exception cref="InvalidDataException">A setting is not possible; the message names it.</exception>
    public static void AddEntrance(this IServiceCollection services, IConfiguration configuration)
    {
        var limits = configuration.GetSection("Kestrel:Limits");
        CheckLimits(limits);
        services.Configure<KestrelServerOptions>(options =>
        {
            options.AddServerHeader = false;
            limits.Bind(options.Limits);
            // A redirect may name a person in its query until SecurityHeaders has escaped it.
            options.ResponseHeaderEncodingSelector = name => name == "Location" ? Encoding.UTF8 : null;
        });
        services.AddSingleton<IConnectionListenerFactory, ConnectionLimit>();
        services.Configure(ProxySettings.Read(configuration));
        // Before all other filters: the one that knows the allowed hosts answers by itself.
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, First>());
    }

    private static void CheckLimits(IConfiguration limits)
    {
        try
        {
            limits.Bind(new KestrelServerOptions().Limits);
        }
        catch (Exception e) when (e is InvalidOperationException or TargetInvocationException or ArgumentException)
        {
            throw new InvalidDataException($"Kestrel:Limits: {(e as TargetInvocationException)?.InnerException?.Message ?? e.Message}".ReplaceLineEndings(" "), e);
        }
    }

    private sealed class First(IServiceProvider services) : IStartupFilter, IDisposable
    {
        private readonly IDisposable refusals = SecurityHeaders.SetOnRefusals(services);

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseSecurityHeaders();
            app.UseForwardedHeaders();
            next(app);
        };

        public void Dispose() => refusals.Dispose();
    }
}
