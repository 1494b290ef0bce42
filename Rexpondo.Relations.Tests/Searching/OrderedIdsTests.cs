using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Tests.Searching;

public sealed class OrderedIdsTests
{
    [Fact]
    public void Page_OfAnyPlace_IsThatOfAList() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue - 1).Zip(Gen.Choose(0, 1200)).ToArbitrary(),
        both =>
        {
            var random = new Random(both.Item1);
            var order = Enumerable.Range(1, both.Item2).OrderBy(_ => random.Next()).ToArray();
            var share = random.NextDouble();
            var list = order.Where(_ => random.NextDouble() < share).ToList();
            var ordered = new OrderedIds(order, IdSet.Of(list.Append(5000)));
            var (offset, count) = (random.Next(-3, list.Count + 5), random.Next(0, 300));
            return ordered.Count == list.Count
                && ordered.Page(offset, count).SequenceEqual(offset < 0 ? [] : list.Skip(offset).Take(count))
                && ordered.Page(0, int.MaxValue).SequenceEqual(list)
                && order.Append(5000).Append(-1).All(id => random.Next(20) > 0 || ordered.IndexOf(id) == list.IndexOf(id));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Page_Neighbours11BeyondTwoHundredRows_ReachesTheLast()
    {
        var all = new OrderedIds([.. Enumerable.Range(1, 265)], IdSet.Of(Enumerable.Range(1, 265)));

        all.Count.Should().Be(265);
        all.Page(260, 50).Should().Equal(261, 262, 263, 264, 265);
        all.Page(265, 50).Should().BeEmpty();
        OrderedIds.None.Page(0, 10).Should().BeEmpty();
    }
}
