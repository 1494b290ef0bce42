using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Tests.Storage;

public sealed class PackedIdsTests
{
    private const int Block = 3;

    public static TheoryData<int[]> Sets => new(
        [0], [65535], [7], [0, 65535], [0, 1, 2, 3], [5, 6, 7, 300, 301, 40_000], Every(1, 65_536), Every(2, 65_536), Every(16, 65_536), Every(100, 65_536),
        Every(130, 65_536), Every(20_000, 65_536), [.. Every(1, 500), 65_000], Random(17, 3), Random(18, 700), Random(19, 30_000));

    [Theory]
    [MemberData(nameof(Sets))]
    public void Pack_AndUnpacked_IsTheSame(int[] places)
    {
        var ids = Ids(places);

        var packed = PackedIds.Pack(ids);

        packed.Length.Should().BeLessThanOrEqualTo(8195);
        PackedIds.Unpack(Block, packed).Should().Equal(ids);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Contains_OfEveryNumberNearby_IsAsTheSetSays(int[] places)
    {
        var ids = Ids(places);
        var packed = PackedIds.Pack(ids);
        var asked = ids.Take(50).Concat(ids.TakeLast(50)).SelectMany(id => new[] { id - 1, id, id + 1 }).Distinct().Order().ToList();

        asked.Should().OnlyContain(id => PackedIds.Contains(Block, packed, id) == ids.Contains(id));
        PackedIds.Among(Block, packed, asked).Should().Equal(asked.Where(ids.Contains));
    }

    [Fact]
    public void Pack_OfMany_TakesLittle()
    {
        PackedIds.Pack(Ids(Every(1, 20_000))).Length.Should().BeLessThan(2600, "a bit each");
        PackedIds.Pack(Ids(Every(100, 65_536))).Length.Should().BeLessThan(700, "a byte each");
    }

    private static int[] Ids(int[] places) => [.. places.Select(place => (Block << 16) + place)];

    private static int[] Every(int step, int end) => [.. Enumerable.Range(0, end).Where(i => i % step == 0)];

    private static int[] Random(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(65_536)).Distinct().Order()];
    }
}
