using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Tests;

public sealed class PermissionSetTests
{
    [Fact]
    public void Operators_OfAnyTwoSets_AreThoseOfSetsOfBits() => Prop.ForAll(
        Gen.Choose(0, PermissionSet.MaxBit).ListOf().Two().ToArbitrary(),
        lists =>
        {
            var (a, b) = (lists.Item1.ToHashSet(), lists.Item2.ToHashSet());
            var (x, y) = (Of(a), Of(b));
            return (x | y) == Of(a.Union(b)) && (x & y) == Of(a.Intersect(b)) && (x - y) == Of(a.Except(b))
                && x.Contains(y) == a.IsSupersetOf(b) && x.Count == a.Count && x.EachBit().SequenceEqual(a.Order()) && x.IsEmpty == (a.Count == 0);
        }).QuickCheckThrowOnFailure();

    private static PermissionSet Of(IEnumerable<int> bits) => bits.Aggregate(PermissionSet.None, (set, bit) => set | PermissionSet.OfBit(bit));
}
