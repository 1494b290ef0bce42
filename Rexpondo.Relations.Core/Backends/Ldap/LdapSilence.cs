namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>Measures how long a server says nothing while an answer is awaited; what the reader does in between does not count.</summary>
internal sealed class LdapSilence(TimeSpan limit) : IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource tooLong = new();
    private bool awaited;

    /// <summary>Cancelled once the silence was too long; then for good.</summary>
    public CancellationToken TooLong => tooLong.Token;

    /// <summary>An answer is awaited from now on.</summary>
    public void Begin() => Set(isAwaited: true);

    /// <summary>The answer is there.</summary>
    public void End() => Set(isAwaited: false);

    /// <summary>Something came.</summary>
    public void Heard()
    {
        lock (gate)
        {
            if (awaited)
            {
                tooLong.CancelAfter(limit);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End();
        tooLong.Dispose();
    }

    private void Set(bool isAwaited)
    {
        lock (gate)
        {
            awaited = isAwaited;
            tooLong.CancelAfter(isAwaited ? limit : Timeout.InfiniteTimeSpan);
        }
    }
}
