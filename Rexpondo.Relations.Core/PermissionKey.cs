namespace Rexpondo.Relations.Core;

/// <summary>One column of a matrix: a permission key and the bit it is stored under.</summary>
/// <param name="Name">The key as configured, e.g. <c>ro</c>; <c>active</c> on relations without permission keys.</param>
/// <param name="Bit">Its bit in a <see cref="PermissionSet"/>, fixed for the life of the store.</param>
public sealed record PermissionKey(string Name, int Bit)
{
    /// <summary>The set of this key alone.</summary>
    public PermissionSet Set => PermissionSet.OfBit(Bit);
}
