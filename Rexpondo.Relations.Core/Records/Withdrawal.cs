using System.Collections.Immutable;
using Rexpondo.Relations.Core.Editing;

namespace Rexpondo.Relations.Core.Records;

/// <summary>What ends when all relations of a person are withdrawn, and what remains and why.</summary>
/// <param name="Ends">The effective access that ends.</param>
/// <param name="Groups">So many rows towards groups are withdrawn.</param>
/// <param name="Services">So many specific services.</param>
/// <param name="FurtherCustomers">So many further customers.</param>
/// <param name="GroupsAfter">The groups she still has effective access to, each with its sources (G7).</param>
/// <param name="ServicesAfter">The services she still has, in the order of the list.</param>
/// <param name="SourceAfter">Where these come from; <see cref="ServiceSource.None"/> for a person who is not valid.</param>
public sealed record Withdrawal(
    Consequences Ends, int Groups, int Services, int FurtherCustomers,
    ImmutableArray<(Group Group, GroupAccess Access)> GroupsAfter, ImmutableArray<Service> ServicesAfter, ServiceSource SourceAfter)
{
    /// <summary>How many rows are withdrawn.</summary>
    public int Rows => Groups + Services + FurtherCustomers;
}
