using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Rexpondo.Relations.Tests.Browser.Screens;

/// <summary>
/// A line to a port of this machine on which everything takes a while, in each direction and in order. It can be cut, and it
/// can go dead so that neither side notices.
/// </summary>
public sealed class SlowLine : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly TimeSpan delay;
    private readonly int target;
    private readonly Task accepting;
    private CancellationTokenSource whole = new();
    private volatile TaskCompletionSource? silence;

    public SlowLine(int target, TimeSpan delay)
    {
        (this.target, this.delay) = (target, delay);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Breaks every connection and refuses new ones.</summary>
    public void Cut() => whole.Cancel();

    /// <summary>Takes connections again.</summary>
    public void Mend() => whole = new();

    /// <summary>From now on nothing arrives any more, in either direction.</summary>
    public void Deaden() => silence = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was on the way when it went dead stays lost; new connections carry again.</summary>
    public void Revive() => silence = null;

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await accepting;
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var lines = new List<Task>();
        try
        {
            while (true)
            {
                lines.Add(ServeAsync(await listener.AcceptTcpClientAsync(end.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }

        await Task.WhenAll(lines);
    }

    private async Task ServeAsync(TcpClient near)
    {
        using var far = new TcpClient();
        using (near)
        {
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, target, end.Token);
                (near.NoDelay, far.NoDelay) = (true, true);
                var (up, down) = (near.GetStream(), far.GetStream());
                using var cut = whole.Token.Register(() =>
                {
                    up.Dispose();
                    down.Dispose();
                });
                await Task.WhenAny(CarryAsync(up, down), CarryAsync(down, up));
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
            }
        }
    }

    private async Task CarryAsync(NetworkStream from, NetworkStream to)
    {
        var onTheWay = Channel.CreateUnbounded<(long At, byte[] Bytes)>();
        var arriving = ArriveAsync(onTheWay.Reader, to);
        var buffer = new byte[65536];
        try
        {
            while (await from.ReadAsync(buffer, end.Token) is var count and > 0)
            {
                onTheWay.Writer.TryWrite((TimeProvider.System.GetTimestamp(), buffer[..count]));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
        }

        onTheWay.Writer.Complete();
        await arriving;
    }

    private async Task ArriveAsync(ChannelReader<(long At, byte[] Bytes)> onTheWay, NetworkStream to)
    {
        try
        {
            await foreach (var (at, bytes) in onTheWay.ReadAllAsync(end.Token))
            {
                if (delay - TimeProvider.System.GetElapsedTime(at) is var rest && rest > TimeSpan.Zero)
                {
                    await Task.Delay(rest, end.Token);
                }

                if (silence is { } dead)
                {
                    await dead.Task.WaitAsync(end.Token);
                }

                await to.WriteAsync(bytes, end.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
        }
    }
}
