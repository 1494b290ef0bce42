using System.Text;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>
/// Tells by its first bytes what a file is if it is not UTF-8 text. Such a file is refused in one line that names the cause;
/// read as a table it would only miss all its columns.
/// </summary>
internal static class FileForm
{
    /// <summary>How many first bytes are enough.</summary>
    public const int Enough = 64;

    private static readonly byte[] Zip = [(byte)'P', (byte)'K', 3, 4], OldSpreadsheet = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>Why the file cannot be read, or null if it begins like UTF-8 text.</summary>
    /// <param name="start">The first bytes, <see cref="Enough"/> if the file has so many.</param>
    /// <param name="expected">What to save it as, <c>CSV</c> or <c>JSON</c>.</param>
    public static string? Problem(ReadOnlySpan<byte> start, string expected)
    {
        if (start.StartsWith(Zip))
        {
            return $"the file is a spreadsheet (xlsx, ods) or another zip archive; save it as {expected} in UTF-8";
        }

        if (start.StartsWith(OldSpreadsheet))
        {
            return $"the file is an old spreadsheet (xls) or another Office document; save it as {expected} in UTF-8";
        }

        if (Wide(start) is { } encoding)
        {
            return $"the file is {encoding}; save it as {expected} in UTF-8";
        }

        var text = WithoutBom(start).TrimStart(" \t\r\n"u8);
        return text.StartsWith("<"u8) || text.StartsWith("%PDF"u8) ? $"the file is HTML, XML or PDF; save it as {expected} in UTF-8"
            : start.Contains((byte)0) ? $"the file is no text; save it as {expected} in UTF-8"
            : null;
    }

    /// <summary>The bytes after the byte order mark of UTF-8, if there is one.</summary>
    public static ReadOnlySpan<byte> WithoutBom(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;

    // With a byte order mark, or by the zeros beside the letters of the first line, which are ASCII in every file we know.
    private static string? Wide(ReadOnlySpan<byte> start) => start switch
    {
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] or [not 0, 0, 0, 0, ..] or [0, 0, 0, not 0, ..] => "UTF-32",
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [not 0, 0, not 0, 0, ..] or [0, not 0, 0, not 0, ..] => "UTF-16",
        _ => null,
    };
}
