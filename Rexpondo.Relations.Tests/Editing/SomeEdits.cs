using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Tests.Editing;

/// <summary>What an agent may have clicked on a screen, at random.</summary>
internal static class SomeEdits
{
    /// <summary>Clicks on single cells and headers, mostly seen as stored, sometimes on what is no longer so.</summary>
    public static EditSet Of(World world, MatrixId matrix, AccessWorld now, Random random)
    {
        var rows = matrix.RowSide switch
        {
            RelationSide.CustomerUser => world.Persons.Length,
            RelationSide.Customer => world.Customers.Length,
            RelationSide.Group => world.Groups.Length,
            RelationSide.Service => world.Services.Length,
            RelationSide.Everybody => 0,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var edits = EditSet.Of(matrix);
        var stored = now.Stored(matrix);
        for (var click = 0; click < 1 + random.Next(4); click++)
        {
            var keys = now.Catalog.KeysOf(matrix.Kind).All;
            var bit = keys[random.Next(keys.Length)].Bit;
            var share = random.Next(3) switch { 0 => 1.0, 1 => 0.5, _ => 0.1 };
            var chosen = IdSet.Of(Enumerable.Range(1, rows).Where(row => random.NextDouble() < share && !Locked(row)));
            edits = random.Next(4) == 0
                ? edits.With(matrix.FixedId, bit, chosen, random.Next(2) == 0)
                : edits.Show(matrix.FixedId, bit, chosen, random.Next(2) == 0, stored);
        }

        return edits;

        // The screens do not let one tick these; now and then somebody tries.
        bool Locked(int row) => matrix.Kind.Right == RelationSide.Group && random.Next(20) > 0
            && now.Catalog.Find(new GroupId(matrix.Pair(row).Right)) is { } group && GroupLocks.Of(now.Catalog, matrix.Kind, group) != GroupLock.None;
    }
}
