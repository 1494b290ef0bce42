using System.Buffers.Binary;
using System.Text;

namespace Rexpondo.Relations.Benchmarks.Circuits;

/// <summary>
/// Reads what a server sends to be drawn.
/// https://github.com/dotnet/aspnetcore/blob/main/src/Components/Server/src/Circuits/RenderBatchWriter.cs
/// </summary>
internal readonly ref struct RenderBatch(ReadOnlySpan<byte> bytes)
{
    private const int EditSize = 16;
    private const int FrameSize = 20;

    private readonly ReadOnlySpan<byte> bytes = bytes;

    public int Components => Int(Table(0));

    public int DisposedComponents => Int(Table(2));

    /// <summary>The changes of one component: its number and where its edits are.</summary>
    public (int Component, int Edits, int At) Component(int index)
    {
        var at = Int(Table(0) + 4 + (4 * index));
        return (Int(at), Int(at + 4), at + 8);
    }

    public Edit EditAt(int at, int index)
    {
        at += EditSize * index;
        return new Edit((EditKind)Int(at), Int(at + 4), Int(at + 8), Text(Int(at + 12)));
    }

    public int DisposedComponent(int index) => Int(Table(2) + 4 + (4 * index));

    public Frame FrameAt(int index)
    {
        var at = Table(1) + 4 + (FrameSize * index);
        var kind = (FrameKind)Int(at);
        return kind switch
        {
            FrameKind.Element => new Frame(kind, Text(Int(at + 8)), null, Int(at + 4), 0),
            FrameKind.Attribute => new Frame(kind, Text(Int(at + 4)), Text(Int(at + 8)), 0, BinaryPrimitives.ReadInt64LittleEndian(bytes[(at + 12)..])),
            FrameKind.Component => new Frame(kind, null, null, Int(at + 4), Int(at + 8)),
            FrameKind.Region => new Frame(kind, null, null, Int(at + 4), 0),
            _ => new Frame(kind, null, kind is FrameKind.Text or FrameKind.Markup or FrameKind.Reference ? Text(Int(at + 4)) : null, 1, 0),
        };
    }

    private int Table(int number) => Int(bytes.Length - 20 + (4 * number));

    private int Int(int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);

    private string? Text(int index)
    {
        if (index < 0)
        {
            return null;
        }

        var at = Int(Table(4) + (4 * index));
        var length = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = bytes[at++];
            length |= (part & 0x7f) << shift;
            if (part < 0x80)
            {
                return Encoding.UTF8.GetString(bytes.Slice(at, length));
            }
        }
    }

    /// <param name="Child">Which child of the element one stands in.</param>
    /// <param name="Other">A frame, or the place a child moves to.</param>
    internal readonly record struct Edit(EditKind Kind, int Child, int Other, string? Removed);

    /// <param name="Length">Frames that belong to it, itself included.</param>
    /// <param name="Number">Of a component; of an attribute, the handler of an event or 0.</param>
    internal readonly record struct Frame(FrameKind Kind, string? Name, string? Value, int Length, long Number);

    internal enum EditKind
    {
        Prepend = 1,
        Remove = 2,
        SetAttribute = 3,
        RemoveAttribute = 4,
        UpdateText = 5,
        StepIn = 6,
        StepOut = 7,
        UpdateMarkup = 8,
        Move = 9,
        MovesEnd = 10,
    }

    internal enum FrameKind
    {
        Element = 1,
        Text = 2,
        Attribute = 3,
        Component = 4,
        Region = 5,
        Reference = 6,
        ComponentReference = 7,
        Markup = 8,
    }
}
