using System.Collections.Immutable;
using System.Text;

namespace Rexpondo.Relations.Core.Searching;

/// <summary>
/// Finds customer users while somebody types: folded UTF-8 of all searched fields in one buffer, in the order of the list,
/// scanned with the vectorised <c>IndexOf</c>. An answer is exact: a set of numbers, so its count and any page of it are known
/// at once. It only selects numbers; every name and tick that is shown comes from the store. Immutable: a change makes a new
/// one that shares what did not change.
/// </summary>
public sealed class NameIndex : IRowSpace
{
    // Up to so many changed records, or a share of all, lie beside the others; then all are put together anew.
    private const int FewChanges = 256;
    private const int ShareOfChanges = 128;

    private readonly NameBlock all;
    private readonly NameBlock changed;
    private readonly IdSet replaced;
    private readonly Lazy<int[]> order;

    private NameIndex(NameBlock all, NameBlock changed, IdSet replaced)
    {
        (this.all, this.changed, this.replaced) = (all, changed, replaced);
        order = new(() => replaced.IsEmpty ? all.Ids : all.Order(changed, replaced));
    }

    /// <summary>The index of nobody.</summary>
    public static NameIndex Empty { get; } = Build([]);

    /// <inheritdoc/>
    public int[] Order => order.Value;

    /// <summary>Bytes of the searched text; a scan costs about as much as reading them once.</summary>
    public int TextBytes => all.TextBytes + changed.TextBytes;

    /// <summary>Another one is called exactly the same, so that the name alone does not say who is meant.</summary>
    /// <param name="id">Who is not meant by another.</param>
    /// <param name="name">The name as shown.</param>
    public bool HasNamesake(int id, string name) => all.HasOther(id, name, replaced) || changed.HasOther(id, name, IdSet.Empty);

    /// <summary>Builds the index. Order: the name as shown, folded, then the login by code point (spec §3).</summary>
    public static NameIndex Build(IEnumerable<NamedRow> rows) => new(NameBlock.Of(rows), NameBlock.Empty, IdSet.Empty);

    /// <summary>Builds the index of parts that are read and folded side by side.</summary>
    public static NameIndex BuildInParts(IReadOnlyList<Func<IEnumerable<NamedRow>>> parts)
    {
        var blocks = new NameBlock[parts.Count];
        Parallel.For(0, parts.Count, part => blocks[part] = NameBlock.Of(parts[part]()));
        return new(blocks.Aggregate((one, other) => one.With(other, IdSet.Empty)), NameBlock.Empty, IdSet.Empty);
    }

    /// <summary>The index once some records are others, or new, and some are gone. Costs these records.</summary>
    /// <param name="rows">Records as they are now.</param>
    /// <param name="gone">Numbers that are not there any more.</param>
    public NameIndex With(IReadOnlyCollection<NamedRow> rows, params IEnumerable<int> gone)
    {
        var touched = IdSet.Of(rows.Select(row => row.Id).Concat(gone));
        if (touched.IsEmpty)
        {
            return this;
        }

        var (beside, without) = (changed.With(NameBlock.Of(rows), touched), replaced | touched);
        return without.Count > Math.Max(FewChanges, all.Ids.Length / ShareOfChanges)
            ? new(all.With(beside, without), NameBlock.Empty, IdSet.Empty)
            : new(all, beside, without);
    }

    /// <inheritdoc/>
    public IdSet Search(SearchQuery query)
    {
        if (query.MatchesEverything)
        {
            return IdSet.Of(Order);
        }

        var words = query.Words.Select(word => word.Select(Encoding.UTF8.GetBytes).ToImmutableArray()).ToArray();
        var found = new IdSet.Builder();
        all.Search(words, found);
        foreach (var id in replaced)
        {
            found.Remove(id);
        }

        changed.Search(words, found);
        return found.ToSet();
    }
}
