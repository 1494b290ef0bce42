namespace Rexpondo.Relations.Core.Importing;

/// <summary>The rows of one file, each with its fields in the order of <see cref="DeskFile.Columns"/>, whatever the order in the file.</summary>
internal sealed class CsvTable
{
    private CsvTable(DeskFile file) => File = file;

    /// <summary>Which file.</summary>
    public DeskFile File { get; }

    /// <summary>The file exists.</summary>
    public bool IsThere { get; private init; }

    /// <summary>
    /// False if a part of the file could not be read as rows, so that nobody can say which names it has. Then a name
    /// that is nowhere else is no error of its own.
    /// </summary>
    public bool IsWhole { get; private init; } = true;

    /// <summary>The rows that are well formed.</summary>
    public IReadOnlyList<CsvRow> Rows { get; private init; } = [];

    /// <summary>What stands in the first column of rows that are not; enough to know a name.</summary>
    public IReadOnlyList<string> BrokenNames { get; private init; } = [];

    /// <summary>Reads a file of a folder; one that is not there is an empty table.</summary>
    public static CsvTable Read(ImportFolder folder, DeskFile file, List<ImportProblem> problems)
    {
        if (!folder.Has(file))
        {
            return new CsvTable(file);
        }

        using var stream = folder.Open(file, problems);
        if (stream is null)
        {
            return new CsvTable(file) { IsThere = true, IsWhole = false };
        }

        var reader = new CsvReader(stream);
        if (CsvHeader.Read(reader, file.Columns, othersAllowed: false, (line, reason) => problems.Add(new ImportProblem(file.Name, line, reason))) is not { } header)
        {
            return new CsvTable(file) { IsThere = true, IsWhole = false };
        }

        var columns = file.Columns.Select(header.IndexOf).ToArray();
        var (rows, broken) = (new List<CsvRow>(), new List<string>());
        while (reader.Read())
        {
            if (header.Problem(reader) is { } error)
            {
                problems.Add(new ImportProblem(file.Name, reader.Line, error));
                broken.Add(columns[0] < reader.Count ? Cell(file.Columns[0], reader.Text(columns[0])) : "");
            }
            else
            {
                rows.Add(new CsvRow(reader.Line, [.. columns.Select((at, column) => Cell(file.Columns[column], reader.Text(at)))]));
            }
        }

        return new CsvTable(file) { IsThere = true, IsWhole = !reader.IsTorn, Rows = rows, BrokenNames = broken };
    }

    private static string Cell(string column, string written) =>
        FormulaGuard.Unguard(written) is var text && column == "comment" ? TextRule.CleanLines(text) : TextRule.Clean(text);
}
