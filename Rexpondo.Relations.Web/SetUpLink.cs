using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Rexpondo.Relations.Web;

/// <summary>
/// The one-time link by which the first agent is created. Only the hash of its token is kept, in memory: it is valid until
/// it is used or the server ends.
/// </summary>
public sealed class SetUpLink
{
    private readonly Lock guard = new();
    private byte[]? hash;

    /// <summary>Makes the token; an earlier one is no longer valid. This is the only time it is seen.</summary>
    public string Open()
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        lock (guard)
        {
            hash = Hash(token);
        }

        return token;
    }

    /// <summary>True if the token is valid now. It stays so.</summary>
    public bool Peek(string? token)
    {
        lock (guard)
        {
            return IsValid_NeedsLock(token);
        }
    }

    /// <summary>True for the one caller who uses a valid token first; from then on it is not valid.</summary>
    public bool TryUse(string? token)
    {
        lock (guard)
        {
            if (!IsValid_NeedsLock(token))
            {
                return false;
            }

            hash = null;
            return true;
        }
    }

    /// <summary>Makes a used token valid again, because no agent came of it.</summary>
    public void GiveBack(string token)
    {
        lock (guard)
        {
            hash ??= Hash(token);
        }
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private bool IsValid_NeedsLock(string? token) => hash is not null && token is not null && CryptographicOperations.FixedTimeEquals(Hash(token), hash);
}
