using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>
/// A set of texts of which only sixteen bytes each are kept: of a large directory there are many, and nobody reads them again.
/// First all are added, then it is asked.
/// </summary>
internal sealed class LdapDigests
{
    private readonly List<UInt128> known = [];
    private bool isSorted = true;

    /// <summary>One more.</summary>
    public void Add(string text)
    {
        known.Add(Digest(text));
        isSorted = false;
    }

    /// <summary>It was added.</summary>
    public bool Has(string text)
    {
        if (!isSorted)
        {
            known.Sort();
            isSorted = true;
        }

        return known.BinarySearch(Digest(text)) >= 0;
    }

    private static UInt128 Digest(string text) => BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
