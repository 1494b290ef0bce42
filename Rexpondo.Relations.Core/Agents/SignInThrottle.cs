using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Rexpondo.Relations.Core.Agents;

/// <summary>
/// Slows down guessing in layers: the whole server, the address, the login, the login at an address. Only wrong tries count. A
/// browser in which the login has signed in before is counted for itself alone, so no stranger keeps its agent out. In memory; a
/// restart forgets it. docs/security.md has the reasons.
/// </summary>
internal sealed class SignInThrottle : IDisposable
{
    private readonly PartitionedRateLimiter<Attempt>[] layers;
    private readonly PartitionedRateLimiter<Attempt> tries;
    private readonly PartitionedRateLimiter<Attempt> turns;

    public SignInThrottle(TimeProvider clock)
    {
        // The server first and the login at an address last: what one refuses makes no entry in the next, so few are kept.
        layers =
        [
            Layer(attempt => attempt.IsFromElsewhere ? "" : null, 200, TimeSpan.FromSeconds(1)),
            Layer(attempt => attempt.Browser is null ? attempt.Network : null, 20, TimeSpan.FromSeconds(15)),
            Layer(attempt => attempt.IsFromElsewhere ? attempt.Login : null, 50, TimeSpan.FromSeconds(15)),
            Layer(attempt => attempt.Browser ?? $"{attempt.Network} {attempt.Login}", 5, TimeSpan.FromMinutes(1)),
        ];
        tries = PartitionedRateLimiter.CreateChained(layers);

        // One after another, so that tries at the same moment do not all find the same one left.
        turns = PartitionedRateLimiter.Create<Attempt, string>(attempt => RateLimitPartition.GetConcurrencyLimiter(
            attempt.Browser ?? attempt.Network, _ => new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = 500 }));

        PartitionedRateLimiter<Attempt> Layer(Func<Attempt, string?> keyOf, int limit, TimeSpan period) => PartitionedRateLimiter.Create<Attempt, string>(attempt =>
            keyOf(attempt) is { } key
                ? RateLimitPartition.Get($"={key}", _ => new TryLimiter(limit, period, clock))
                : RateLimitPartition.GetNoLimiter(""));
    }

    /// <summary>Has a password looked at if there are tries left, and counts it if it is wrong.</summary>
    /// <param name="login">Folded.</param>
    /// <param name="place">Where it is tried.</param>
    /// <param name="look">Looks at the password.</param>
    /// <param name="cancellationToken">Ends the waiting for the turn.</param>
    public async Task<SignIn> TryAsync(string login, SignInPlace place, Func<Task<SignIn>> look, CancellationToken cancellationToken)
    {
        var attempt = Attempt.Of(login, place);
        using var turn = await turns.AcquireAsync(attempt, 1, cancellationToken);
        using var left = turn.IsAcquired ? tries.AttemptAcquire(attempt, 0) : turn;
        if (!left.IsAcquired)
        {
            return new TooManyTries(left.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1));
        }

        var signIn = await look();
        if (signIn is WrongPassword)
        {
            tries.AttemptAcquire(attempt).Dispose();
        }

        return signIn;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        turns.Dispose();
        tries.Dispose();
        foreach (var layer in layers)
        {
            layer.Dispose();
        }
    }

    private readonly record struct Attempt(string Login, string Network, string? Browser, bool IsFromElsewhere)
    {
        public static Attempt Of(string login, SignInPlace place)
        {
            var address = place.Address is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : place.Address;
            var browser = place.Browsers.FirstOrDefault(browser => LoginFolding.Fold(TextRule.Clean(browser.Login)) == login)?.Id;
            // This machine is one address, whose layer is enough; so a flood from everywhere else does not keep out who sits at it.
            return new(login, NetworkOf(address), browser, browser is null && !(address is not null && IPAddress.IsLoopback(address)));
        }

        // Whoever has an IPv6 address has 2^64 of them.
        private static string NetworkOf(IPAddress? address) => address switch
        {
            null => "",
            { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
            _ => address.ToString(),
        };
    }
}
