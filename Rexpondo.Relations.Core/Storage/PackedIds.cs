using System.Buffers.Binary;

namespace Rexpondo.Relations.Core.Storage;

/// <summary>
/// Growing numbers of one block of 65,536 in few bytes: one bit for each number from the first to the last, or the steps from one to
/// the next, whichever is shorter. At most 8 KB, so that to look whether a number is among them costs microseconds.
/// </summary>
internal static class PackedIds
{
    private const int BlockBits = 16;
    private const int Head = 3; // the form, the first number's place in its block
    private const byte Bits = 0;
    private const byte Steps = 1;

    /// <summary>The block of a number.</summary>
    public static int BlockOf(int id) => id >> BlockBits;

    /// <summary>Packs numbers of one block, which must grow.</summary>
    public static byte[] Pack(ReadOnlySpan<int> ids)
    {
        var (first, span) = (ids[0], ids[^1] - ids[0] + 1);
        var bits = Head + ((span + 7) / 8);
        var packed = new byte[Math.Min(bits, Head + (3 * ids.Length))];
        BinaryPrimitives.WriteUInt16LittleEndian(packed.AsSpan(1), (ushort)first);
        packed[0] = Steps;
        var (length, last) = (Head, first);
        foreach (var id in ids[1..])
        {
            var step = (uint)(id - last);
            for (; step >= 0x80 && length < packed.Length; step >>= 7)
            {
                packed[length++] = (byte)(step | 0x80);
            }

            if (length >= packed.Length)
            {
                return PackBits(ids, bits);
            }

            packed[length++] = (byte)step;
            last = id;
        }

        return packed[..length];
    }

    /// <summary>The numbers, growing.</summary>
    public static IEnumerable<int> Unpack(int block, byte[] packed)
    {
        var id = First(block, packed);
        if (packed[0] == Bits)
        {
            for (var i = Head; i < packed.Length; i++, id += 8)
            {
                for (var rest = (int)packed[i]; rest != 0; rest &= rest - 1)
                {
                    yield return id + System.Numerics.BitOperations.TrailingZeroCount(rest);
                }
            }

            yield break;
        }

        yield return id;
        for (var i = Head; i < packed.Length; i++)
        {
            var step = packed[i] & 0x7F;
            for (var shift = 7; packed[i] >= 0x80; shift += 7)
            {
                step |= (packed[++i] & 0x7F) << shift;
            }

            yield return id += step;
        }
    }

    /// <summary>True if a number is among them.</summary>
    public static bool Contains(int block, byte[] packed, int id)
    {
        if (packed[0] == Bits)
        {
            var place = id - First(block, packed);
            return place >= 0 && Head + (place >> 3) is var at && at < packed.Length && (packed[at] >> (place & 7) & 1) != 0;
        }

        return Unpack(block, packed).TakeWhile(one => one <= id).Contains(id);
    }

    /// <summary>Those of some numbers that are among them.</summary>
    /// <param name="block">The block.</param>
    /// <param name="packed">What was packed.</param>
    /// <param name="wanted">The numbers, growing.</param>
    public static IEnumerable<int> Among(int block, byte[] packed, IReadOnlyList<int> wanted)
    {
        if (packed[0] == Bits)
        {
            return wanted.Where(id => Contains(block, packed, id));
        }

        return Merged();

        IEnumerable<int> Merged()
        {
            var next = 0;
            foreach (var id in Unpack(block, packed))
            {
                while (next < wanted.Count && wanted[next] < id)
                {
                    next++;
                }

                if (next == wanted.Count)
                {
                    yield break;
                }

                if (wanted[next] == id)
                {
                    yield return id;
                }
            }
        }
    }

    private static int First(int block, byte[] packed) => (block << BlockBits) + BinaryPrimitives.ReadUInt16LittleEndian(packed.AsSpan(1));

    private static byte[] PackBits(ReadOnlySpan<int> ids, int length)
    {
        var packed = new byte[length];
        packed[0] = Bits;
        BinaryPrimitives.WriteUInt16LittleEndian(packed.AsSpan(1), (ushort)ids[0]);
        foreach (var id in ids)
        {
            var place = id - ids[0];
            packed[Head + (place >> 3)] |= (byte)(1 << (place & 7));
        }

        return packed;
    }
}
