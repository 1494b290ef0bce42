using System.Text;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>
/// Reads CSV as RFC 4180 says it, strictly: a stray or missing quote is an error of its row, never a guess. Our own, because
/// every problem must be told with the physical line on which the row begins, and bytes that are no UTF-8 are a problem.
/// Empty lines are skipped; a byte order mark is tolerated.
/// </summary>
internal sealed class CsvReader
{
    private const byte Quote = (byte)'"', Comma = (byte)',', Cr = (byte)'\r', Lf = (byte)'\n';

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] bytes;
    private readonly List<string> fields = [];
    private readonly List<byte> unquoted = [];
    private int at;
    private int line = 1;
    private string? error;

    public CsvReader(byte[] bytes)
    {
        this.bytes = bytes;
        at = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
    }

    /// <summary>True once a quoted field was never closed: what follows it is unknown.</summary>
    public bool IsTorn { get; private set; }

    /// <summary>The next row, or null at the end.</summary>
    public CsvRow? Read()
    {
        while (at < bytes.Length && (bytes[at] == Lf || IsCrLf()))
        {
            EndOfLine();
        }

        if (at >= bytes.Length)
        {
            return null;
        }

        var begin = line;
        fields.Clear();
        error = null;
        do
        {
            fields.Add(bytes.Length > at && bytes[at] == Quote ? QuotedField() : PlainField());
        }
        while (Skip(Comma));
        EndOfLine();
        return new CsvRow(begin, [.. fields], error);
    }

    private string PlainField()
    {
        var start = at;
        while (at < bytes.Length && bytes[at] is not (Comma or Lf) && !IsCrLf())
        {
            Note(bytes[at] switch
            {
                Quote => "a quote stands inside a field that does not begin with one",
                Cr => "a carriage return stands outside quotes",
                _ => null,
            });
            at++;
        }

        return Decode(bytes.AsSpan(start, at - start));
    }

    private string QuotedField()
    {
        unquoted.Clear();
        for (at++; at < bytes.Length; at++)
        {
            if (bytes[at] == Quote)
            {
                at++;
                if (at >= bytes.Length || bytes[at] != Quote)
                {
                    if (at < bytes.Length && bytes[at] is not (Comma or Lf) && !IsCrLf())
                    {
                        Note("something stands after a closing quote");
                        return Decode([.. unquoted]) + PlainField();
                    }

                    return Decode([.. unquoted]);
                }
            }

            line += bytes[at] == Lf ? 1 : 0;
            unquoted.Add(bytes[at]);
        }

        IsTorn = true;
        Note("a quote is not closed");
        return Decode([.. unquoted]);
    }

    private void EndOfLine()
    {
        Skip(Cr);
        line += Skip(Lf) ? 1 : 0;
    }

    private bool IsCrLf() => bytes[at] == Cr && (at + 1 == bytes.Length || bytes[at + 1] == Lf);

    private bool Skip(byte expected)
    {
        if (at < bytes.Length && bytes[at] == expected)
        {
            at++;
            return true;
        }

        return false;
    }

    private string Decode(ReadOnlySpan<byte> text)
    {
        try
        {
            return Strict.GetString(text);
        }
        catch (DecoderFallbackException)
        {
            Note("the row is not UTF-8");
            return Encoding.UTF8.GetString(text);
        }
    }

    // The first one is told: the others follow from it.
    private void Note(string? problem) => error ??= problem;
}
