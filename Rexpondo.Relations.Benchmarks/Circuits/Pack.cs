using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Rexpondo.Relations.Benchmarks.Circuits;

/// <summary>The little of MessagePack that the connection of a page speaks. https://github.com/msgpack/msgpack/blob/master/spec.md</summary>
internal static class Pack
{
    /// <summary>Appends null, a bool, a whole number, a text, an array or an empty map (any dictionary).</summary>
    public static void Write(ArrayBufferWriter<byte> to, object? value)
    {
        switch (value)
        {
            case null:
                to.Write<byte>([0xc0]);
                break;
            case bool on:
                to.Write<byte>([on ? (byte)0xc3 : (byte)0xc2]);
                break;
            case int number:
                Write(to, (long)number);
                break;
            case long and >= 0 and < 128 and var small:
                to.Write<byte>([(byte)small]);
                break;
            case long number:
                to.Write<byte>([0xd3]);
                BinaryPrimitives.WriteInt64BigEndian(to.GetSpan(8), number);
                to.Advance(8);
                break;
            case string text:
                var bytes = Encoding.UTF8.GetBytes(text);
                to.Write<byte>([0xdb]);
                BinaryPrimitives.WriteInt32BigEndian(to.GetSpan(4), bytes.Length);
                to.Advance(4);
                to.Write(bytes);
                break;
            case object?[] { Length: < 16 } items:
                to.Write<byte>([(byte)(0x90 | items.Length)]);
                foreach (var item in items)
                {
                    Write(to, item);
                }

                break;
            case Dictionary<string, object?> { Count: 0 }:
                to.Write<byte>([0x80]);
                break;
            default:
                throw new NotSupportedException($"{value.GetType()} is never sent");
        }
    }

    /// <summary>Reads one value: null, bool, long, double, text, bytes (as a piece of what came), array or map.</summary>
    public static object? Read(ReadOnlyMemory<byte> from, ref int at)
    {
        var first = from.Span[at++];
        return first switch
        {
            < 0x80 => (long)first,
            < 0x90 => Map(from, first & 0x0f, ref at),
            < 0xa0 => Items(from, first & 0x0f, ref at),
            < 0xc0 => Text(from, first & 0x1f, ref at),
            0xc0 => null,
            0xc2 => false,
            0xc3 => true,
            0xc4 or 0xc5 or 0xc6 => Bytes(from, (int)Number(from, 1 << (first - 0xc4), ref at), ref at),
            0xca => (double)BinaryPrimitives.ReadSingleBigEndian(Bytes(from, 4, ref at).Span),
            0xcb => BinaryPrimitives.ReadDoubleBigEndian(Bytes(from, 8, ref at).Span),
            0xcc or 0xcd or 0xce or 0xcf => Number(from, 1 << (first - 0xcc), ref at),
            0xd0 => (long)(sbyte)Number(from, 1, ref at),
            0xd1 => (long)(short)Number(from, 2, ref at),
            0xd2 => (long)(int)Number(from, 4, ref at),
            0xd3 => Number(from, 8, ref at),
            0xd9 or 0xda or 0xdb => Text(from, (int)Number(from, 1 << (first - 0xd9), ref at), ref at),
            0xdc or 0xdd => Items(from, (int)Number(from, 2 << (first - 0xdc), ref at), ref at),
            0xde or 0xdf => Map(from, (int)Number(from, 2 << (first - 0xde), ref at), ref at),
            >= 0xe0 => (long)(sbyte)first,
            _ => throw new InvalidDataException($"0x{first:x2} is never sent"),
        };
    }

    private static long Number(ReadOnlyMemory<byte> from, int size, ref int at)
    {
        var value = 0L;
        foreach (var part in Bytes(from, size, ref at).Span)
        {
            value = (value << 8) | part;
        }

        return value;
    }

    private static ReadOnlyMemory<byte> Bytes(ReadOnlyMemory<byte> from, int length, ref int at)
    {
        at += length;
        return from.Slice(at - length, length);
    }

    private static string Text(ReadOnlyMemory<byte> from, int length, ref int at) => Encoding.UTF8.GetString(Bytes(from, length, ref at).Span);

    private static object?[] Items(ReadOnlyMemory<byte> from, int count, ref int at)
    {
        var items = new object?[count];
        for (var i = 0; i < count; i++)
        {
            items[i] = Read(from, ref at);
        }

        return items;
    }

    private static Dictionary<string, object?> Map(ReadOnlyMemory<byte> from, int count, ref int at)
    {
        var map = new Dictionary<string, object?>();
        for (var i = 0; i < count; i++)
        {
            var key = (string)Read(from, ref at)!;
            map[key] = Read(from, ref at);
        }

        return map;
    }
}
