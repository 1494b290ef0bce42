using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace Rexpondo.Relations.Core.Searching;

/// <summary>
/// Finds customer users while somebody types: folded UTF-8 of all searched fields in one buffer, in the order of the list,
/// scanned with the vectorised <c>IndexOf</c>. An answer is exact: a set of numbers, so its count and any page of it are known
/// at once. It only selects numbers; every name and tick that is shown comes from the store.
/// </summary>
public sealed class NameIndex : IRowSpace
{
    private const byte FieldEnd = 1;

    private readonly byte[] buffer;
    private readonly int[] offsets;
    private readonly IdSet namesakes;
    private readonly int maxId;

    private NameIndex(int[] order, byte[] buffer, int[] offsets, IdSet namesakes)
    {
        Order = order;
        this.buffer = buffer;
        this.offsets = offsets;
        this.namesakes = namesakes;
        maxId = order.Length == 0 ? 0 : order.Max();
    }

    /// <summary>The index of nobody.</summary>
    public static NameIndex Empty { get; } = Build([]);

    /// <inheritdoc/>
    public int[] Order { get; }

    /// <summary>Bytes of the searched text; a scan costs about as much as reading them once.</summary>
    public int TextBytes => buffer.Length;

    /// <summary>Another one is called exactly the same, so that the name alone does not say who is meant.</summary>
    public bool HasNamesake(int id) => namesakes.Contains(id);

    /// <summary>Builds the index. Order: the name as shown, folded, then the login by code point (spec §3).</summary>
    public static NameIndex Build(IReadOnlyCollection<NamedRow> rows)
    {
        var sorted = rows.Select(row => (Row: row, Key: TextFolding.Fold(row.Name))).ToArray();
        Array.Sort(sorted, (a, b) => CodePointOrder.Instance.Compare(a.Key, b.Key) is var order and not 0
            ? order
            : CodePointOrder.Instance.Compare(a.Row.Login, b.Row.Login));

        var text = new ArrayBufferWriter<byte>(rows.Count * 64 + 16);
        var offsets = new int[sorted.Length + 1];
        for (var rank = 0; rank < sorted.Length; rank++)
        {
            foreach (var field in sorted[rank].Row.OtherFields.Prepend(sorted[rank].Row.Login))
            {
                if (field.Length > 0)
                {
                    Encoding.UTF8.GetBytes(TextFolding.Fold(field), text);
                    text.Write([FieldEnd]);
                }
            }

            offsets[rank + 1] = text.WrittenCount;
        }

        return new NameIndex([.. sorted.Select(item => item.Row.Id)], text.WrittenSpan.ToArray(), offsets, Namesakes(sorted));
    }

    /// <summary>Those of one name stand together, among others whose name is the same only when folded.</summary>
    private static IdSet Namesakes((NamedRow Row, string Key)[] sorted)
    {
        var namesakes = new IdSet.Builder();
        for (var (start, end) = (0, 0); start < sorted.Length; start = end)
        {
            while (end < sorted.Length && sorted[end].Key == sorted[start].Key)
            {
                end++;
            }

            if (end - start > 1)
            {
                foreach (var named in sorted[start..end].GroupBy(item => item.Row.Name).Where(same => same.Skip(1).Any()).SelectMany(same => same))
                {
                    namesakes.Add(named.Row.Id);
                }
            }
        }

        return namesakes.ToSet();
    }

    /// <inheritdoc/>
    public IdSet Search(SearchQuery query)
    {
        if (query.MatchesEverything)
        {
            return IdSet.Of(Order);
        }

        // The longest piece is the rarest as a rule: scan the buffer for it, check the rest only where it hits.
        var words = query.Words.Select(word => word.Select(Encoding.UTF8.GetBytes).ToImmutableArray()).ToArray();
        var scanned = words.SelectMany(word => word).MaxBy(piece => piece.Length)!;
        var simple = words is [{ Length: 1 }];
        var found = new IdSet.Builder(maxId);
        var rank = 0;
        for (var position = 0; position < buffer.Length;)
        {
            var hit = buffer.AsSpan(position).IndexOf(scanned);
            if (hit < 0)
            {
                break;
            }

            rank = RankAt(position + hit, rank);
            var record = buffer.AsSpan(offsets[rank]..offsets[rank + 1]);
            if (simple || MatchesAll(record, words))
            {
                found.Add(Order[rank]);
            }

            position = offsets[rank + 1];
        }

        return found.ToSet();
    }

    private static bool MatchesAll(ReadOnlySpan<byte> record, ImmutableArray<byte[]>[] words)
    {
        foreach (var word in words)
        {
            if (word.Length == 1 ? record.IndexOf(word[0]) < 0 : !MatchesInOneField(record, word))
            {
                return false;
            }
        }

        return true;
    }

    private static bool MatchesInOneField(ReadOnlySpan<byte> record, ImmutableArray<byte[]> pieces)
    {
        while (!record.IsEmpty)
        {
            var end = record.IndexOf(FieldEnd);
            var rest = record[..end];
            var matched = 0;
            while (matched < pieces.Length && rest.IndexOf(pieces[matched]) is var at and >= 0)
            {
                rest = rest[(at + pieces[matched++].Length)..];
            }

            if (matched == pieces.Length)
            {
                return true;
            }

            record = record[(end + 1)..];
        }

        return false;
    }

    /// <summary>The record a byte belongs to. Hits come in order, so the search gallops from the last one.</summary>
    private int RankAt(int position, int from)
    {
        var step = 1;
        while (from + step < offsets.Length && offsets[from + step] <= position)
        {
            from += step;
            step *= 2;
        }

        var found = offsets.AsSpan(from..Math.Min(from + step, offsets.Length)).BinarySearch(position);
        return found >= 0 ? LastOfEqual(from + found) : from + ~found - 1;
    }

    /// <summary>Of records that begin at the same byte the last; all before it are empty.</summary>
    private int LastOfEqual(int rank)
    {
        while (rank + 2 < offsets.Length && offsets[rank + 1] == offsets[rank])
        {
            rank++;
        }

        return rank;
    }
}
