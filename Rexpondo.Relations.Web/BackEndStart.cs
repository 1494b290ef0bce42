using Rexpondo.Relations.Core.Backends;

namespace Rexpondo.Relations.Web;

/// <summary>What happens with back ends before a server listens: every mistake is said, and what is good is registered.</summary>
public sealed class BackEndStart(BackEndSetup setup, BackEndRegistration registration, ILogger<BackEndStart> log)
{
    /// <summary>Does it. A mistake is no reason not to start.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var mistake in setup.Mistakes)
        {
            log.LogWarning("Back ends: {Mistake}", mistake);
        }

        await registration.RegisterAsync(setup, cancellationToken);
    }
}
