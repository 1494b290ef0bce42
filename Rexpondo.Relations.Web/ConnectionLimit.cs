using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Rexpondo.Relations.Web;

/// <summary>
/// Closes what is more than the server can hold as soon as it is accepted. Kestrel's own limit lets a burst of connections in before
/// it closes them: when the process has no handle left then, the runtime cannot start a thread and ends it.
/// </summary>
internal sealed class ConnectionLimit : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    // For the program itself: its libraries, database and log.
    private const int OwnHandles = 512;

    // With fewer nobody could use it.
    private const int Least = 16;

    private static readonly Action<ILogger, long, Exception?> Full = LoggerMessage.Define<long>(
        LogLevel.Warning, new EventId(1, nameof(Full)), "There are {Limit} connections, as many as this server takes; more are refused until some have ended");

    private readonly SocketTransportFactory sockets;
    private readonly ILogger<ConnectionLimit> logger;
    private readonly long limit;
    private long open;
    private bool isFull;

    public ConnectionLimit(IOptions<SocketTransportOptions> transport, IOptions<KestrelServerOptions> server, ILoggerFactory loggers)
    {
        sockets = new SocketTransportFactory(transport, loggers);
        logger = loggers.CreateLogger<ConnectionLimit>();
        limit = Math.Min(server.Value.Limits.MaxConcurrentConnections ?? long.MaxValue, Math.Max(Least, Handles() - OwnHandles));
    }

    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => sockets.CanBind(endpoint);

    /// <inheritdoc/>
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(this, await sockets.BindAsync(endpoint, cancellationToken));

    // How many files and connections this process may have open; the system says it on Linux only.
    private static long Handles()
    {
        const string Limits = "/proc/self/limits";
        var words = File.Exists(Limits) ? File.ReadLines(Limits).FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal)) : null;
        return long.TryParse(words?.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], NumberStyles.None, CultureInfo.InvariantCulture, out var handles)
            ? handles
            : long.MaxValue;
    }

    private bool TryEnter(ConnectionContext connection)
    {
        var entered = Interlocked.Increment(ref open) <= limit;
        if (entered)
        {
            connection.ConnectionClosed.UnsafeRegister(_ => Interlocked.Decrement(ref open), null);
        }
        else
        {
            Interlocked.Decrement(ref open);
            if (!isFull)
            {
                Full(logger, limit, null);
            }
        }

        isFull = !entered;
        return entered;
    }

    private sealed class Listener(ConnectionLimit all, IConnectionListener sockets) : IConnectionListener
    {
        public EndPoint EndPoint => sockets.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (await sockets.AcceptAsync(cancellationToken) is { } connection)
            {
                if (all.TryEnter(connection))
                {
                    return connection;
                }

                connection.Abort();
                await connection.DisposeAsync();
            }

            return null;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => sockets.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => sockets.DisposeAsync();
    }
}
