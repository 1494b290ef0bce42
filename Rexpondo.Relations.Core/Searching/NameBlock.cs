using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace Rexpondo.Relations.Core.Searching;

/// <summary>
/// Records of the <see cref="NameIndex"/> in the order of the list: what is searched of each in one buffer, what it is ordered by in
/// another. Immutable.
/// </summary>
internal sealed class NameBlock
{
    private const byte FieldEnd = 1;

    private readonly int[] ids;
    private readonly Records text;
    private readonly Records keys;

    private NameBlock(int[] ids, Records text, Records keys) => (this.ids, this.text, this.keys) = (ids, text, keys);

    /// <summary>No record.</summary>
    public static NameBlock Empty { get; } = Of([]);

    /// <summary>The numbers in the order of the list.</summary>
    public int[] Ids => ids;

    /// <summary>Bytes of the searched text.</summary>
    public int TextBytes => text.Buffer.Length;

    /// <summary>Folds and orders rows, which come in any order.</summary>
    public static NameBlock Of(IEnumerable<NamedRow> rows)
    {
        var ids = new List<int>();
        var (text, keys) = (new Writer(), new Writer());
        foreach (var row in rows)
        {
            ids.Add(row.Id);
            text.Field(row.Login);
            foreach (var field in row.OtherFields)
            {
                text.Field(field);
            }

            text.End();

            // Below every character there is, so that who is called Ann comes before Anna.
            var folded = TextFolding.Fold(row.Name);
            keys.Exactly(folded);
            keys.Byte(0);
            keys.Exactly(row.Login);
            keys.Byte(0);
            keys.Exactly(Spelling(row.Name, folded));
            keys.End();
        }

        var (texts, names) = (text.ToRecords(), keys.ToRecords());
        var order = Ordered(names);
        return new NameBlock([.. order.Select(at => ids[at])], texts.At(order), names.At(order));
    }

    /// <summary>One block of two: the records of this one without some numbers, and those of the other.</summary>
    public NameBlock With(NameBlock other, IdSet without)
    {
        var runs = Runs(other, without).ToList();
        return new NameBlock(
            Ordered(runs),
            Records.Of(runs.Select(run => (run.From.text, run.Start, run.End)).ToList()),
            Records.Of(runs.Select(run => (run.From.keys, run.Start, run.End)).ToList()));
    }

    /// <summary>The numbers of both in order, without some of this one.</summary>
    public int[] Order(NameBlock other, IdSet without) => Ordered(Runs(other, without).ToList());

    /// <summary>True if another number than this one has exactly this name; some numbers are passed over.</summary>
    public bool HasOther(int id, string name, IdSet without)
    {
        // Those of one name stand together, among others whose name is the same only when folded.
        var key = TextFolding.Fold(name);
        var (folded, exact) = (Encoding.UTF8.GetBytes(key + '\0'), Encoding.UTF8.GetBytes('\0' + Spelling(name, key)));
        for (var rank = FirstNotBefore(folded, 0); rank < ids.Length && keys[rank].StartsWith(folded); rank++)
        {
            if (ids[rank] != id && keys[rank].EndsWith(exact) && !without.Contains(ids[rank]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds the numbers that match to a set.</summary>
    public void Search(ImmutableArray<byte[]>[] words, IdSet.Builder found)
    {
        // The longest piece is the rarest as a rule: scan the buffer for it, check the rest only where it hits.
        var scanned = words.SelectMany(word => word).MaxBy(piece => piece.Length)!;
        var simple = words is [{ Length: 1 }];
        var (buffer, ends) = (text.Buffer, text.Ends);
        var rank = 0;
        for (var position = 0; position < buffer.Length;)
        {
            var hit = buffer.AsSpan(position).IndexOf(scanned);
            if (hit < 0)
            {
                break;
            }

            rank = RankAt(position + hit, rank);
            if (simple || MatchesAll(text[rank], words))
            {
                found.Add(ids[rank]);
            }

            position = ends[rank];
        }
    }

    /// <summary>What a name is beside its folded form; nothing for most, which begin every word with a capital and have no accents.</summary>
    private static string Spelling(string name, string folded)
    {
        var isUsual = name.Length == folded.Length;
        for (var i = 0; isUsual && i < name.Length; i++)
        {
            isUsual = name[i] == (i == 0 || folded[i - 1] == ' ' ? char.ToUpperInvariant(folded[i]) : folded[i]);
        }

        return isUsual ? "" : name;
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

    /// <summary>The record a byte belongs to: the first that ends behind it. Hits come in order, so the search gallops from the last one.</summary>
    private int RankAt(int position, int from)
    {
        var ends = text.Ends;
        var step = 1;
        while (from + step <= ends.Length && ends[from + step - 1] <= position)
        {
            from += step;
            step *= 2;
        }

        var (low, high) = (from, Math.Min(from + step, ends.Length));
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (ends[middle] <= position)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    // Which records come one after the other in both together: longest pieces of the one and of the other in turn.
    private IEnumerable<(NameBlock From, int Start, int End)> Runs(NameBlock other, IdSet without)
    {
        var start = 0;
        for (var i = 0; i < other.ids.Length;)
        {
            var end = FirstNotBefore(other.keys[i], start);
            foreach (var run in Kept(start, end, without))
            {
                yield return run;
            }

            var first = i++;
            while (i < other.ids.Length && (end == ids.Length || other.keys[i].SequenceCompareTo(keys[end]) <= 0))
            {
                i++;
            }

            yield return (other, first, i);
            start = end;
        }

        foreach (var run in Kept(start, ids.Length, without))
        {
            yield return run;
        }
    }

    private IEnumerable<(NameBlock From, int Start, int End)> Kept(int start, int end, IdSet without)
    {
        for (var rank = start; !without.IsEmpty && rank < end; rank++)
        {
            if (without.Contains(ids[rank]))
            {
                if (rank > start)
                {
                    yield return (this, start, rank);
                }

                start = rank + 1;
            }
        }

        if (end > start)
        {
            yield return (this, start, end);
        }
    }

    // The first record from a rank on that does not come before a key; galloping, as keys are asked for in order.
    private int FirstNotBefore(ReadOnlySpan<byte> key, int from)
    {
        var step = 1;
        while (from + step <= ids.Length && keys[from + step - 1].SequenceCompareTo(key) < 0)
        {
            from += step;
            step *= 2;
        }

        var (low, high) = (from, Math.Min(from + step, ids.Length));
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (keys[middle].SequenceCompareTo(key) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static int[] Ordered(List<(NameBlock From, int Start, int End)> runs)
    {
        var order = new int[runs.Sum(run => run.End - run.Start)];
        var at = 0;
        foreach (var (from, start, end) in runs)
        {
            from.ids.AsSpan(start..end).CopyTo(order.AsSpan(at));
            at += end - start;
        }

        return order;
    }

    // By the first eight bytes as a number, which decides most; the rest decides between those that are equal.
    private static int[] Ordered(Records keys)
    {
        var prefixes = new ulong[keys.Ends.Length];
        var order = new int[keys.Ends.Length];
        Span<byte> eight = stackalloc byte[8];
        for (var i = 0; i < order.Length; i++)
        {
            eight.Clear();
            keys[i][..Math.Min(8, keys[i].Length)].CopyTo(eight);
            (prefixes[i], order[i]) = (System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(eight), i);
        }

        Array.Sort(prefixes, order);
        var byRest = Comparer<int>.Create((a, b) => keys[a].SequenceCompareTo(keys[b]) is var first and not 0 ? first : a - b);
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (end < order.Length && prefixes[end] == prefixes[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                Array.Sort(order, start, end - start, byRest);
            }

            start = end;
        }

        return order;
    }

    /// <summary>Records of bytes one behind the other.</summary>
    private sealed record Records(byte[] Buffer, int[] Ends)
    {
        public ReadOnlySpan<byte> this[int at] => Buffer.AsSpan((at == 0 ? 0 : Ends[at - 1])..Ends[at]);

        public Records At(int[] order)
        {
            var (buffer, ends, position) = (new byte[Buffer.Length], new int[order.Length], 0);
            for (var rank = 0; rank < order.Length; rank++)
            {
                var record = this[order[rank]];
                record.CopyTo(buffer.AsSpan(position));
                ends[rank] = position += record.Length;
            }

            return new Records(buffer, ends);
        }

        public static Records Of(List<(Records From, int Start, int End)> runs)
        {
            var bytes = runs.Sum(run => run.From.Ends[run.End - 1] - run.From.Begin(run.Start));
            var (buffer, ends, position, rank) = (new byte[bytes], new int[runs.Sum(run => run.End - run.Start)], 0, 0);
            foreach (var (from, start, end) in runs)
            {
                var begin = from.Begin(start);
                from.Buffer.AsSpan(begin..from.Ends[end - 1]).CopyTo(buffer.AsSpan(position));
                for (var at = start; at < end; at++)
                {
                    ends[rank++] = from.Ends[at] - begin + position;
                }

                position = ends[rank - 1];
            }

            return new Records(buffer, ends);
        }

        private int Begin(int at) => at == 0 ? 0 : Ends[at - 1];
    }

    private sealed class Writer
    {
        private readonly ArrayBufferWriter<byte> buffer = new(1024);
        private readonly List<int> ends = [];

        public void Field(string field)
        {
            if (field.Length > 0)
            {
                Folded(field);
                Byte(FieldEnd);
            }
        }

        public void Folded(string text)
        {
            if (Ascii.IsValid(text))
            {
                Ascii.ToLower(text, buffer.GetSpan(text.Length), out var written);
                buffer.Advance(written);
            }
            else
            {
                Exactly(TextFolding.Fold(text));
            }
        }

        public void Exactly(string text) => Encoding.UTF8.GetBytes(text, buffer);

        public void Byte(byte value)
        {
            buffer.GetSpan(1)[0] = value;
            buffer.Advance(1);
        }

        public void End() => ends.Add(buffer.WrittenCount);

        public Records ToRecords() => new(buffer.WrittenSpan.ToArray(), [.. ends]);
    }
}
