using System.Threading.RateLimiting;

namespace Rexpondo.Relations.Core.Agents;

/// <summary>So many tries at once, and one more after each period. A bucket of tokens whose clock tests can set; that of the framework has none.</summary>
internal sealed class TryLimiter(int limit, TimeSpan period, TimeProvider clock) : RateLimiter
{
    private readonly Lock guard = new();
    private double used;
    private DateTimeOffset last = clock.GetUtcNow();

    /// <summary>How long it has been as good as new; null while tries are used.</summary>
    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (guard)
            {
                var idle = clock.GetUtcNow() - last;
                return used <= idle / period ? idle : null;
            }
        }
    }

    /// <inheritdoc/>
    public override RateLimiterStatistics GetStatistics()
    {
        lock (guard)
        {
            Refill_NeedsLock();
            return new RateLimiterStatistics { CurrentAvailablePermits = (long)(limit - used) };
        }
    }

    /// <inheritdoc/>
    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (guard)
        {
            Refill_NeedsLock();
            // None at all is a question: whether there is one.
            var missing = used + Math.Max(permitCount, 1) - limit;
            if (missing > 0)
            {
                return new Lease(missing * period);
            }

            used += permitCount;
            return new Lease(null);
        }
    }

    /// <inheritdoc/>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => new(AttemptAcquireCore(permitCount));

    private void Refill_NeedsLock()
    {
        var now = clock.GetUtcNow();
        used = Math.Max(0, used - Math.Max(0, (now - last) / period));
        last = now;
    }

    private sealed class Lease(TimeSpan? wait) : RateLimitLease
    {
        public override bool IsAcquired => wait is null;

        public override IEnumerable<string> MetadataNames => [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = metadataName == MetadataName.RetryAfter.Name ? wait : null;
            return metadata is not null;
        }
    }
}
