using System.Text;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Core.Editing;

/// <summary>
/// Keeps the pending edits of one relation screen as a draft: for each column the rows to set and to clear, as growing numbers
/// of which only the steps are written. A header edit over a million rows is a few hundred kilobytes.
/// </summary>
public sealed class EditSetFormat(MatrixId matrix) : IDraftFormat<EditSet>
{
    private const byte Version = 1;

    /// <inheritdoc/>
    public EditSet Empty { get; } = EditSet.Of(matrix);

    /// <inheritdoc/>
    public byte[] Write(EditSet changes)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Version);
        foreach (var ((fixedId, bit), edits) in changes.Columns)
        {
            writer.Write7BitEncodedInt(fixedId);
            writer.Write7BitEncodedInt(bit);
            Write(writer, edits.On);
            Write(writer, edits.Off);
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <inheritdoc/>
    public EditSet? Read(byte[] content)
    {
        try
        {
            using var bytes = new MemoryStream(content);
            using var reader = new BinaryReader(bytes, Encoding.UTF8);
            if (reader.ReadByte() != Version)
            {
                return null;
            }

            var edits = Empty;
            while (bytes.Position < bytes.Length)
            {
                var (fixedId, bit) = (reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());
                if (fixedId < 0 || bit is < 0 or > PermissionSet.MaxBit)
                {
                    return null;
                }

                edits = edits.With(fixedId, bit, ReadRows(reader), true).With(fixedId, bit, ReadRows(reader), false);
            }

            return edits;
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    private static void Write(BinaryWriter writer, IdSet rows)
    {
        writer.Write7BitEncodedInt(rows.Count);
        var last = 0;
        foreach (var row in rows)
        {
            writer.Write7BitEncodedInt(row - last);
            last = row;
        }
    }

    private static IdSet ReadRows(BinaryReader reader)
    {
        var rows = new IdSet.Builder();
        var last = 0;
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            last = checked(last + reader.Read7BitEncodedInt());
            rows.Add(last >= 0 ? last : throw new FormatException("a number is negative"));
        }

        return rows.ToSet();
    }
}
