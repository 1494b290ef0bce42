namespace Rexpondo.Relations.Core.Reading;

/// <summary>One group and who has it.</summary>
/// <param name="Group">Name, comment, validity.</param>
/// <param name="Always">Everybody has it by setting (G5).</param>
/// <param name="Never">Nobody may get it by setting.</param>
/// <param name="Holders">The customer users with effective access, each once, by how they have it.</param>
/// <param name="Customers">The customers that have it, by customer id.</param>
/// <param name="Assigned">How many customer users have a row of their own, effective or not.</param>
public sealed record GroupDetail(Group Group, bool Always, bool Never, GroupHolders Holders, IReadOnlyList<GroupCustomer> Customers, int Assigned);

/// <summary>A customer that has a group.</summary>
/// <param name="Customer">The customer; one that is not valid gives nothing.</param>
/// <param name="Keys">The keys it has.</param>
/// <param name="Persons">How many valid customer users it gives them to.</param>
public sealed record GroupCustomer(CustomerFacts Customer, PermissionSet Keys, int Persons);
