using Rexpondo.Relations.Core.Backends.Ldap;

namespace Rexpondo.Relations.Tests.Backends.Ldap;

/// <summary>A directory without entries that answers a bind and a search with the code that a test says, or not at all.</summary>
/// <param name="bind">The code of the answer to a bind.</param>
/// <param name="search">The code of the answer to a search.</param>
internal sealed class FakeDirectory(int bind = 0, int search = 0) : IAsyncDisposable
{
    /// <summary>As a code: it says nothing.</summary>
    public const int Silent = -1;

    /// <summary>As a code: it ends the connection.</summary>
    public const int Gone = -2;

    private const byte Sequence = 0x30, BindRequest = 0x60, BindResponse = 0x61, SearchRequest = 0x63, SearchDone = 0x65;

    private readonly TaskCompletionSource never = new();
    private TlsServer? tls;

    public int Binds { get; private set; }

    public LdapServer Server => (tls ??= new TlsServer(ServeAsync)).At("127.0.0.1");

    public async ValueTask DisposeAsync()
    {
        if (tls is not null)
        {
            await tls.DisposeAsync();
        }
    }

    private async Task ServeAsync(Stream stream)
    {
        while (await ReadAsync(stream) is { } message)
        {
            var (code, response) = message[3] switch
            {
                BindRequest => (bind, BindResponse),
                SearchRequest => (search, SearchDone),
                _ => (Gone, (byte)0),
            };
            Binds += message[3] == BindRequest ? 1 : 0;
            if (code == Gone)
            {
                return;
            }

            if (code == Silent)
            {
                await never.Task;
            }

            // LDAPMessage { messageID, response { resultCode, matchedDN "", diagnosticMessage "" } }
            await stream.WriteAsync(new byte[] { Sequence, 12, 2, 1, message[2], response, 7, 10, 1, (byte)code, 4, 0, 4, 0 });
        }
    }

    // One message without its head; null at the end. Ids of messages have one byte in a short conversation.
    private static async Task<byte[]?> ReadAsync(Stream stream)
    {
        var head = new byte[2];
        if (await stream.ReadAtLeastAsync(head, 2, throwOnEndOfStream: false) < 2)
        {
            return null;
        }

        var length = (int)head[1];
        if (length >= 0x80)
        {
            var bytes = new byte[length - 0x80];
            await stream.ReadExactlyAsync(bytes);
            length = bytes.Aggregate(0, (sum, each) => (sum << 8) + each);
        }

        var message = new byte[length];
        await stream.ReadExactlyAsync(message);
        return message;
    }
}
