using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Tests.Searching;

public sealed class PagedTableTests
{
    private static readonly Gen<List<(int Id, string? Item)>> AnyChanges =
        Gen.Choose(0, 3000).Zip(Gen.Elements("a", "b", null)).ListOf().Select(list => list.ToList<(int, string?)>());

    [Fact]
    public void With_AnyChanges_HasThemAndTheOldTableStaysAsItWas() => Prop.ForAll(AnyChanges.Zip(AnyChanges).ToArbitrary(), both =>
    {
        var (first, second) = both;
        var one = new PagedTable<string>().With(first);
        var other = one.With(second);
        Check(one, Model(first));
        Check(other, Model([.. first, .. second]));

        other.ChangedSince(one).Should().Equal(
            Enumerable.Range(0, 3001).Where(id => one[id] != other[id]).Select(id => (id, one[id], other[id])));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Differences_BetweenALargeTableAndTheSameWithOneChange_AreThatOneAlone()
    {
        var large = new PagedTable<string>().With(Enumerable.Range(0, 100_000).Select(id => (id, (string?)$"{id}")));

        large.With([(77_777, "x")]).ChangedSince(large).Should().Equal((77_777, "77777", "x"));
        large.With([(100_500, "new")]).ChangedSince(large).Should().Equal((100_500, null, "new"));
        (large[-1], large[200_000], large.With([(3, null)]).Count).Should().Be((null, null, 99_999));
    }

    private static SortedDictionary<int, string> Model(IEnumerable<(int Id, string? Item)> changes)
    {
        var model = new SortedDictionary<int, string>();
        foreach (var (id, item) in changes)
        {
            if (item is null)
            {
                model.Remove(id);
            }
            else
            {
                model[id] = item;
            }
        }

        return model;
    }

    private static void Check(PagedTable<string> table, SortedDictionary<int, string> model)
    {
        table.All.Should().Equal(model.Values);
        table.Count.Should().Be(model.Count);
        model.Keys.All(id => table[id] == model[id]).Should().BeTrue();
    }
}
