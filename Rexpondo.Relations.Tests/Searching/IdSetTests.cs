using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Tests.Searching;

public sealed class IdSetTests
{
    private static readonly Gen<HashSet<int>> AnyIds = Gen.OneOf(Gen.Choose(0, 70), Gen.Choose(0, 400)).ListOf().Select(ids => ids.ToHashSet());

    [Fact]
    public void Operators_OfAnyTwoSets_AreThoseOfHashSets() => Prop.ForAll(AnyIds.Two().ToArbitrary(), sets =>
    {
        var (a, b) = sets;
        var (x, y) = (IdSet.Of(a), IdSet.Of(b));
        return Same(x | y, a.Union(b)) && Same(x & y, a.Intersect(b)) && Same(x - y, a.Except(b))
            && x.Overlaps(y) == a.Overlaps(b)
            && x.Equals(y) == a.SetEquals(b)
            && (!x.Equals(y) || x.GetHashCode() == y.GetHashCode())
            && Same(x, a) && Same(y, b);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Contains_OfAnyNumber_IsThatOfAHashSet() => Prop.ForAll(
        AnyIds.Zip(Gen.Choose(-5, 500)).ToArbitrary(), both => IdSet.Of(both.Item1).Contains(both.Item2) == both.Item1.Contains(both.Item2)).QuickCheckThrowOnFailure();

    [Fact]
    public void WithAndWithout_OfOneNumber_ChangeThatOneAlone() => Prop.ForAll(AnyIds.Zip(Gen.Choose(0, 500)).ToArbitrary(), both =>
        Same(IdSet.Of(both.Item1).With(both.Item2), both.Item1.Append(both.Item2).Distinct())
        && Same(IdSet.Of(both.Item1).Without(both.Item2), both.Item1.Where(id => id != both.Item2))).QuickCheckThrowOnFailure();

    [Fact]
    public void Equals_WithRoomForMoreInOneSet_LooksAtTheNumbersAlone()
    {
        var roomy = new IdSet.Builder(capacity: 10_000);
        roomy.Add(3);

        roomy.ToSet().Should().BeEquivalentTo(IdSet.Of(3));
        roomy.ToSet().Equals(IdSet.Of(3)).Should().BeTrue();
    }

    private static bool Same(IdSet set, IEnumerable<int> ids) => ids.Order().ToList() is var sorted && set.SequenceEqual(sorted) && set.Count == sorted.Count && set.IsEmpty == (sorted.Count == 0);
}
