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
    public static CsvTable Read(string folder, DeskFile file, List<ImportProblem> problems)
    {
        var (bytes, isThere) = FileBytes.Read(folder, file.Name, problems);
        if (bytes is null)
        {
            return new CsvTable(file) { IsThere = isThere, IsWhole = !isThere };
        }

        var reader = new CsvReader(bytes);
        if (reader.Read() is not { } header)
        {
            problems.Add(new ImportProblem(file.Name, 1, "there is no header line"));
            return new CsvTable(file) { IsThere = true, IsWhole = false };
        }

        var headerProblems = HeaderProblems(file, header).ToList();
        if (headerProblems.Count > 0)
        {
            problems.AddRange(headerProblems.Select(reason => new ImportProblem(file.Name, header.Line, reason)));
            return new CsvTable(file) { IsThere = true, IsWhole = false };
        }

        var columns = file.Columns.Select(column => Array.IndexOf(header.Fields, column)).ToArray();
        var (rows, broken) = (new List<CsvRow>(), new List<string>());
        while (reader.Read() is { } row)
        {
            var error = row.Error ?? (row.Fields.Length == columns.Length ? null : $"{columns.Length} fields are expected, {row.Fields.Length} are there");
            if (error is null)
            {
                rows.Add(row with { Fields = Array.ConvertAll(columns, column => FormulaGuard.Unguard(row.Fields[column])) });
            }
            else
            {
                problems.Add(new ImportProblem(file.Name, row.Line, error));
                broken.Add(FormulaGuard.Unguard(row.Fields.ElementAtOrDefault(columns[0]) ?? ""));
            }
        }

        return new CsvTable(file) { IsThere = true, IsWhole = !reader.IsTorn, Rows = rows, BrokenNames = broken };
    }

    private static IEnumerable<string> HeaderProblems(DeskFile file, CsvRow header)
    {
        if (header.Error is { } error)
        {
            return [error];
        }

        return
        [
            .. header.Fields.Except(file.Columns).Select(column => $"there is no column \"{column}\""),
            .. file.Columns.Except(header.Fields).Select(column => $"column {column} is missing"),
            .. header.Fields.GroupBy(column => column).Where(same => same.Count() > 1).Select(same => $"column {same.Key} is named twice"),
        ];
    }
}
