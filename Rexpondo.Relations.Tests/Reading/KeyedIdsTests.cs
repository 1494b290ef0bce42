using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Tests.Reading;

public sealed class KeyedIdsTests
{
    [Fact]
    public void With_AnySequence_IsThatOfADictionary() => Prop.ForAll(
        Gen.Choose(1, 12).Zip(Gen.Choose(0, 3)).ListOf().ToArbitrary(),
        changes =>
        {
            var (ids, expected) = (KeyedIds.None, new SortedDictionary<int, PermissionSet>());
            foreach (var (id, bits) in changes)
            {
                ids = ids.With(id, new PermissionSet(bits));
                expected[id] = new PermissionSet(bits);
            }

            var there = expected.Where(entry => !entry.Value.IsEmpty).Select(entry => entry.Key).ToArray();
            return ids.Ids.SequenceEqual(there) && ids.Count == there.Length
                && Enumerable.Range(0, 14).All(id => ids[id] == expected.GetValueOrDefault(id));
        }).QuickCheckThrowOnFailure();
}
