namespace Rexpondo.Relations.Core.Reading;

/// <summary>One customer, its persons and what it gives them.</summary>
/// <param name="Customer">Customer id, name, validity.</param>
/// <param name="Primary">How many valid customer users have it as their primary customer.</param>
/// <param name="Further">How many valid ones have it as a further one.</param>
/// <param name="Groups">The groups it has in the context <em>Same Customer</em>, in the order of the list, effective or not.</param>
/// <param name="Keys">The permission keys in order.</param>
public sealed record CustomerDetail(
    Customer Customer, int Primary, int Further, IReadOnlyList<(Group Group, PermissionSet Stored)> Groups, PermissionKeys Keys);
