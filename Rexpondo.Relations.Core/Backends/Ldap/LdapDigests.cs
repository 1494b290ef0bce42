using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>A set of texts of which only a digest each is kept: of a large directory there are many, and nobody reads them again.</summary>
internal sealed class LdapDigests
{
    private readonly HashSet<UInt128> known = [];

    /// <summary>One more.</summary>
    public void Add(string text) => known.Add(Digest(text));

    /// <summary>It was added.</summary>
    public bool Has(string text) => known.Contains(Digest(text));

    private static UInt128 Digest(string text) => BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
