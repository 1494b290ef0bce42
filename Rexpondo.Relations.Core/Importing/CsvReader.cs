using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>
/// Reads CSV as RFC 4180 says it, row by row and in constant memory: a stray or missing quote is an error of its row, never a
/// guess. The separator is a comma, or a semicolon or tab if the first line has it, or what a first line <c>sep=…</c> says.
/// Rows whose cells are all empty are passed over; a byte order mark is tolerated. Our own, because every problem must be told
/// with the physical line on which the row begins, and bytes that are no UTF-8 are a problem.
/// </summary>
internal sealed class CsvReader
{
    // The longest row that is possible is far shorter; a quote that is never closed would fetch the whole file into memory.
    private const int LongestRow = 1024 * 1024;

    private const byte Quote = (byte)'"', Cr = (byte)'\r', Lf = (byte)'\n';

    private readonly Stream stream;
    private readonly List<Field> fields = [];
    private readonly SearchValues<byte> special;
    private readonly byte separator;
    private byte[] buffer = new byte[64 * 1024];
    private int at;
    private int end;
    private int nextLine = 1;
    private bool ended;
    private bool isCut;

    /// <summary>Begins to read. The stream stays the caller's.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public CsvReader(Stream stream)
    {
        this.stream = stream;
        while (!ended && end < FileForm.Enough)
        {
            Fill();
        }

        Problem = FileForm.Problem(buffer.AsSpan(0, Math.Min(end, FileForm.Enough)), "CSV");
        at = end - FileForm.WithoutBom(buffer.AsSpan(0, end)).Length;
        separator = SeparatorOfHeader();
        special = SearchValues.Create([separator, Quote, Cr, Lf]);
    }

    /// <summary>Why nothing of the file can be read, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>True once what follows is unknown: a quote was never closed, or the file is in another encoding.</summary>
    public bool IsTorn { get; private set; }

    /// <summary>The physical line on which the row begins, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Why the row is not well formed, or null; then its fields are as good as they can be.</summary>
    public string? Error { get; private set; }

    /// <summary>How many fields the row has.</summary>
    public int Count => fields.Count;

    /// <summary>What stands between two columns.</summary>
    public char Separator => (char)separator;

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Read()
    {
        while (!IsTorn && Problem is null)
        {
            var (start, line) = (at, nextLine);
            Error = null;
            fields.Clear();
            if (!TryRow(out var next))
            {
                Fill();
                continue;
            }

            var row = buffer.AsSpan(start, next - start);
            if (row.IsEmpty)
            {
                return false;
            }

            (Line, at, nextLine) = (line, next, line + row.Count(Lf));
            if (isCut)
            {
                Note("the row is too long; a quote before it is missing or one too many");
                IsTorn = true;
            }
            else if (Error is null && !Utf8.IsValid(row))
            {
                Error = "the row is not UTF-8; save the file as UTF-8";
                IsTorn = true;
            }

            if (Error is not null || !IsEmptyFrom(0))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All fields from this one on are empty.</summary>
    public bool IsEmptyFrom(int field)
    {
        for (var i = field; i < fields.Count; i++)
        {
            if (!buffer.AsSpan(fields[i].Start, fields[i].Length).Trim(" \t"u8).IsEmpty)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A field of the row as text.</summary>
    public string Text(int field)
    {
        var (start, length, doubled) = fields[field];
        var text = Encoding.UTF8.GetString(buffer, start, length);
        return doubled ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }

    /// <summary>All fields as text.</summary>
    public string[] Texts() => [.. Enumerable.Range(0, Count).Select(Text)];

    // False if the row does not end in what is there of the file; then nothing has happened.
    private bool TryRow(out int next)
    {
        next = at - 1;
        do
        {
            next++; // over the separator
            var (start, quoted, doubled) = (next, next < end && buffer[next] == Quote, false);
            if (quoted && !TryQuoted(ref next, out doubled))
            {
                return ended;
            }

            var closed = next;
            if (!TryPlain(ref next, quoted ? "something stands after a closing quote" : "a quote stands inside a field that does not begin with one"))
            {
                return false;
            }

            if (quoted && next > closed)
            {
                Note("something stands after a closing quote");
                quoted = false;
            }

            fields.Add(quoted ? new Field(start + 1, next - start - 2, doubled) : new Field(start, next - start, false));
        }
        while (next < end && buffer[next] == separator);
        next += next < end && buffer[next] == Cr ? 1 : 0;
        next += next < end ? 1 : 0;
        return true;
    }

    // To what stands behind the closing quote.
    private bool TryQuoted(ref int next, out bool doubled)
    {
        doubled = false;
        var start = next++;
        while (true)
        {
            var quote = buffer.AsSpan(next, end - next).IndexOf(Quote);
            if (quote < 0)
            {
                if (ended)
                {
                    Note("a quote is not closed");
                    IsTorn = true;
                    fields.Add(new Field(start + 1, end - start - 1, false));
                    next = end;
                }

                return false;
            }

            next += quote + 1;
            if (next == end || buffer[next] != Quote)
            {
                return ended || next < end;
            }

            doubled = true;
            next++;
        }
    }

    // To the separator or line break that ends the field.
    private bool TryPlain(ref int next, string strayQuote)
    {
        while (true)
        {
            var found = buffer.AsSpan(next, end - next).IndexOfAny(special);
            next = found < 0 ? end : next + found;
            if (next == end || (buffer[next] == Cr && next + 1 == end))
            {
                return ended;
            }

            if (buffer[next] == separator || buffer[next] == Lf || (buffer[next] == Cr && buffer[next + 1] == Lf))
            {
                return true;
            }

            Note(buffer[next] == Cr ? "a carriage return stands outside quotes" : strayQuote);
            next++;
        }
    }

    private void Fill()
    {
        Buffer.BlockCopy(buffer, at, buffer, 0, end - at);
        (at, end) = (0, end - at);
        if (end == buffer.Length)
        {
            if (end >= LongestRow)
            {
                isCut = ended = true; // as if the file ended here: the row is told, and nothing after it is read
                return;
            }

            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var read = stream.Read(buffer, end, buffer.Length - end);
        end += read;
        ended = read == 0;
    }

    private byte SeparatorOfHeader()
    {
        var line = FirstLine();
        if (line.Length > 4 && Ascii.EqualsIgnoreCase(line[..4], "sep="u8))
        {
            var said = line[4..].TrimEnd("\r\n"u8);
            if (said is not [< 128 and not Quote and var only] || char.IsAsciiLetterOrDigit((char)only))
            {
                Problem ??= "sep= must be followed by the one character that stands between the columns";
                return (byte)',';
            }

            at += line.Length;
            nextLine++;
            return only;
        }

        var (commas, semicolons, tabs, quoted) = (0, 0, 0, false);
        foreach (var letter in line)
        {
            quoted ^= letter == Quote;
            commas += !quoted && letter == ',' ? 1 : 0;
            semicolons += !quoted && letter == ';' ? 1 : 0;
            tabs += !quoted && letter == '\t' ? 1 : 0;
        }

        return (byte)(tabs > Math.Max(commas, semicolons) ? '\t' : semicolons > commas ? ';' : ',');
    }

    // The first line that is not empty, with its line break; the empty ones before it are passed over.
    private ReadOnlySpan<byte> FirstLine()
    {
        while (true)
        {
            var rest = buffer.AsSpan(at, end - at);
            var length = rest.IndexOf(Lf) + 1;
            if (length == 0 && !ended && end < LongestRow)
            {
                Fill();
                continue;
            }

            var line = length == 0 ? rest : rest[..length];
            if (length == 0 || !line.TrimEnd("\r\n"u8).IsEmpty)
            {
                return line;
            }

            at += length;
            nextLine++;
        }
    }

    // The first one is told: the others follow from it.
    private void Note(string problem) => Error ??= problem;

    private readonly record struct Field(int Start, int Length, bool Doubled);
}
