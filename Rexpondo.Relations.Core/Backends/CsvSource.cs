using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Rexpondo.Relations.Core.Importing;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>
/// A CSV file that another system writes. It is taken as a whole or not at all: a torn quote, a row with too few fields, a
/// word that is no validity, a last line without its line break or a file that grew while it was read are what a half-written file looks like.
/// </summary>
internal sealed class CsvSource(string path, string idColumn) : CustomerUserSource
{
    /// <summary>The kind, as written in files.</summary>
    public const string Kind = "Csv";

    private static readonly ImmutableArray<string> Required = ["login", "first_name", "last_name", "email", "customer_id", "valid"];

    /// <inheritdoc/>
    public override string Connection => path;

    private string FileName => Path.GetFileName(path);

    /// <summary>From the keys <c>file</c> and <c>idColumn</c>.</summary>
    public static CustomerUserSource? Of(BackEndKeys keys)
    {
        var (path, idColumn) = (keys.PathOf("file"), keys.Text("idColumn", required: false));
        return path is null ? null : new CsvSource(path, idColumn ?? "id");
    }

    /// <inheritdoc/>
    public override string Fingerprint()
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists
                ? string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}")
                : "missing";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<SourceItem> ReadAsync(SourceMark? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var before = Fingerprint();
        var bytes = await BytesAsync(cancellationToken);
        if (Fingerprint() != before)
        {
            throw new SourceException($"{FileName}: it changed while it was read");
        }

        var problems = new List<string>();
        var persons = Persons(new CsvReader(new MemoryStream(bytes)), problems);
        if (problems.Count == 0 && bytes[^1] != '\n')
        {
            // Cut there it may be a whole row of something else: "invalid" of "invalid-temporarily".
            problems.Add(new ImportProblem(FileName, 1 + bytes.Count(b => b == '\n'), "the last line does not end with a line break").ToString());
        }

        if (problems.Count > 0)
        {
            throw new SourceException([.. problems]);
        }

        foreach (var person in persons)
        {
            yield return person;
        }
    }

    private async Task<byte[]> BytesAsync(CancellationToken cancellationToken)
    {
        try
        {
            // The other system may write or replace the file meanwhile; that is found out, not prevented.
            await using var stream = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0,
                FileOptions.Asynchronous | FileOptions.SequentialScan);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, cancellationToken);
            return bytes;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SourceException($"{FileName}: there is no such file", e);
        }
        catch (EndOfStreamException e)
        {
            throw new SourceException($"{FileName}: it changed while it was read", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"{FileName}: cannot be read: {e.Message}", e);
        }
    }

    private List<SourcePerson> Persons(CsvReader reader, List<string> problems)
    {
        var persons = new List<SourcePerson>();
        if (CsvHeader.Read(reader, Required, othersAllowed: true, Note) is not { } header)
        {
            return persons;
        }

        var (login, first, last) = (Column("login"), Column("first_name"), Column("last_name"));
        var (email, customer, valid) = (Column("email"), Column("customer_id"), Column("valid"));
        var (id, title, phone, mobile) = (Column(idColumn), Column("title"), Column("phone"), Column("mobile"));
        while (reader.Read())
        {
            if (header.Problem(reader) is { } error)
            {
                Note(reader.Line, error);
            }
            else if (!ValidityText.TryParse(reader.Text(valid), out var validity))
            {
                Note(reader.Line, $"\"{reader.Text(valid)}\" is not one of {string.Join(", ", ValidityText.All.Select(ValidityText.ToText))}");
            }
            else
            {
                persons.Add(new SourcePerson(Optionally(id), Cell(login), Cell(first), Cell(last), Cell(email), Cell(customer), validity)
                {
                    Title = Optionally(title),
                    Phone = Optionally(phone),
                    Mobile = Optionally(mobile),
                });
            }
        }

        return persons;

        int Column(string name) => header.IndexOf(name.Trim().ToLowerInvariant());

        string Cell(int column) => FormulaGuard.Unguard(reader.Text(column));

        string? Optionally(int column) => column < 0 ? null : Cell(column);

        void Note(int line, string reason) => problems.Add(new ImportProblem(FileName, line, reason).ToString());
    }
}
