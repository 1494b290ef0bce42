using System.Net.Sockets;
using System.Text;

namespace Rexpondo.Relations.Tests;

/// <summary>A connection without a client that knows what is right: sends what a test says, whole or half.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient client = new();

    public static async Task<RawConnection> OpenAsync(Uri server)
    {
        var connection = new RawConnection();
        await connection.client.ConnectAsync(server.Host, server.Port).WaitAsync(Patience.Limit);
        return connection;
    }

    /// <summary>Sends a request and gives all that comes until the server ends the connection; nothing if it does so at once.</summary>
    public static async Task<string> AskAsync(Uri server, string request)
    {
        try
        {
            using var connection = await OpenAsync(server);
            await connection.SendAsync(request);
            return await connection.ReadToEndAsync();
        }
        catch (SocketException)
        {
            return "";
        }
    }

    /// <summary>Sends it; what the other end has closed already says so when it is read.</summary>
    public async Task SendAsync(string text)
    {
        try
        {
            await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text));
        }
        catch (IOException)
        {
            // reset
        }
    }

    /// <summary>What comes until the other end closes it, or ends it otherwise.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var (answer, buffer) = (new StringBuilder(), new byte[1 << 16]);
        try
        {
            while (await client.GetStream().ReadAsync(buffer).AsTask().WaitAsync(Patience.Limit) is > 0 and var count)
            {
                answer.Append(Encoding.UTF8.GetString(buffer, 0, count));
            }
        }
        catch (IOException)
        {
            // reset
        }

        return answer.ToString();
    }

    public void Dispose() => client.Dispose();
}
