using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace Rexpondo.Relations.Benchmarks.Circuits;

/// <summary>
/// The line between a page and the server: SignalR's hub protocol in MessagePack over a WebSocket, under the name
/// <c>blazorpack</c>. https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md
/// </summary>
internal sealed class HubLine : IAsyncDisposable
{
    private const long Invocation = 1;
    private const long Completion = 3;
    private const long Ping = 6;
    private const long Close = 7;
    private static readonly TimeSpan BetweenPings = TimeSpan.FromSeconds(10);

    private readonly ClientWebSocket socket = new();
    private readonly SemaphoreSlim sending = new(1);
    private readonly CancellationTokenSource gone = new();
    private readonly Dictionary<string, TaskCompletionSource<object?>> asked = [];
    private int calls;
    private Task reading = Task.CompletedTask;
    private Task pinging = Task.CompletedTask;

    /// <summary>What the server has sent, in bytes.</summary>
    public long Received { get; private set; }

    /// <summary>Connects, and from then on hands over what the server calls, one after the other.</summary>
    /// <param name="called">Name of the method and its arguments.</param>
    /// <param name="failed">The line ended although nobody closed it here.</param>
    public async Task OpenAsync(Uri server, CookieContainer cookies, Func<string, object?[], Task> called, Action<string> failed, CancellationToken cancellationToken)
    {
        socket.Options.Cookies = cookies;
        await socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/_blazor" }.Uri, cancellationToken);
        await socket.SendAsync("""{"protocol":"blazorpack","version":1}"""u8.ToArray().Append((byte)0x1e).ToArray(), WebSocketMessageType.Text, true, cancellationToken);
        var buffer = new byte[200];
        var answer = await socket.ReceiveAsync(buffer, cancellationToken);
        if (Encoding.UTF8.GetString(buffer, 0, answer.Count) != "{}\u001e")
        {
            throw new InvalidDataException(Encoding.UTF8.GetString(buffer, 0, answer.Count));
        }

        reading = ReadAsync(called, failed);
        pinging = PingAsync();
    }

    /// <summary>Calls a method of the server without waiting for what becomes of it.</summary>
    public Task SendAsync(string method, params object?[] arguments) => SendAsync([Invocation, Nothing(), null, method, arguments, Array.Empty<object?>()]);

    /// <summary>Calls a method of the server and waits for its answer.</summary>
    public async Task<object?> AskAsync(string method, params object?[] arguments)
    {
        var id = Interlocked.Increment(ref calls).ToString(CultureInfo.InvariantCulture);
        var answer = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (asked)
        {
            asked[id] = answer;
        }

        await SendAsync([Invocation, Nothing(), id, method, arguments, Array.Empty<object?>()]);
        return await answer.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        await reading;
        await pinging;
        socket.Dispose();
        sending.Dispose();
        gone.Dispose();
    }

    private static Dictionary<string, object?> Nothing() => [];

    private async Task SendAsync(object?[] message)
    {
        var body = new ArrayBufferWriter<byte>();
        Pack.Write(body, message);
        var framed = new ArrayBufferWriter<byte>(body.WrittenCount + 5);
        var length = (uint)body.WrittenCount;
        for (; length >= 0x80; length >>= 7)
        {
            framed.Write<byte>([(byte)(length | 0x80)]);
        }

        framed.Write<byte>([(byte)length]);
        framed.Write(body.WrittenSpan);
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(framed.WrittenMemory, WebSocketMessageType.Binary, true, CancellationToken.None);
        }
        catch (OperationCanceledException e)
        {
            throw new WebSocketException("the line was lost", e); // what a socket says of a server that is gone while it sends
        }
        finally
        {
            sending.Release();
        }
    }

    private async Task PingAsync()
    {
        using var timer = new PeriodicTimer(BetweenPings);
        try
        {
            while (await timer.WaitForNextTickAsync(gone.Token))
            {
                await SendAsync([Ping]);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
        }
    }

    private async Task ReadAsync(Func<string, object?[], Task> called, Action<string> failed)
    {
        var (buffer, held) = (new byte[64 * 1024], 0);
        try
        {
            while (true)
            {
                if (held == buffer.Length)
                {
                    Array.Resize(ref buffer, buffer.Length * 2);
                }

                var got = await socket.ReceiveAsync(buffer.AsMemory(held), gone.Token);
                if (got.MessageType == WebSocketMessageType.Close)
                {
                    failed("the server closed the line");
                    return;
                }

                Received += got.Count;
                held += got.Count;
                var at = 0;
                while (Next(buffer.AsMemory(at, held - at)) is { Whole: > 0 } message)
                {
                    at += message.Whole;
                    var start = 0;
                    await HearAsync((object?[])Pack.Read(message.Body, ref start)!, called, failed);
                }

                buffer.AsSpan(at, held - at).CopyTo(buffer);
                held -= at;
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (WebSocketException e)
        {
            failed(e.Message);
        }
    }

    private async Task HearAsync(object?[] message, Func<string, object?[], Task> called, Action<string> failed)
    {
        switch ((long)message[0]!)
        {
            case Invocation:
                await called((string)message[3]!, (object?[])message[4]!);
                break;
            case Completion:
                Answer((string)message[2]!, (long)message[3]!, message.Length > 4 ? message[4] : null);
                break;
            case Close:
                failed($"the server ended it: {message.ElementAtOrDefault(1)}");
                break;
        }
    }

    private void Answer(string id, long kind, object? value)
    {
        TaskCompletionSource<object?>? answer;
        lock (asked)
        {
            asked.Remove(id, out answer);
        }

        if (kind == 1)
        {
            answer?.TrySetException(new InvalidOperationException($"{value}"));
        }
        else
        {
            answer?.TrySetResult(value);
        }
    }

    /// <summary>The next message and how long it is with its length before it; 0 when it is not all there.</summary>
    private static (ReadOnlyMemory<byte> Body, int Whole) Next(ReadOnlyMemory<byte> held)
    {
        var span = held.Span;
        var length = 0;
        for (var i = 0; i < span.Length && i < 5; i++)
        {
            length |= (span[i] & 0x7f) << (7 * i);
            if (span[i] < 0x80)
            {
                return held.Length > i + length ? (held.Slice(i + 1, length), i + 1 + length) : default;
            }
        }

        return default;
    }
}
