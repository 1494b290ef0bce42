namespace Rexpondo.Relations.Core.Importing;

/// <summary>The rows of one file, each with its fields in the order of <see cref="DeskFile.Columns"/>, whatever the order in the file.</summary>
internal sealed class CsvTable(ImportFolder folder, DeskFile file, List<ImportProblem> problems)
{
    private readonly HashSet<string> brokenNames = [];

    /// <summary>Which file.</summary>
    public DeskFile File => file;

    /// <summary>The file exists.</summary>
    public bool IsThere => folder.Has(file);

    /// <summary>
    /// False if a part of the file could not be read as rows, so that nobody can say which names it has. Then a name
    /// that is nowhere else is no error of its own. Known once the rows were read.
    /// </summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>What stands in the first column of rows that are not well formed; enough to know a name. Known once the rows were read.</summary>
    public IReadOnlySet<string> BrokenNames => brokenNames;

    /// <summary>The rows that are well formed; none if the file is not there. They are read one by one, and once.</summary>
    public IEnumerable<CsvRow> Rows()
    {
        if (!IsThere)
        {
            yield break;
        }

        IsWhole = false;
        using var stream = folder.Open(file, problems);
        if (stream is null)
        {
            yield break;
        }

        var reader = new CsvReader(stream);
        if (CsvHeader.Read(reader, file.Columns, othersAllowed: false, (line, reason) => problems.Add(new ImportProblem(file.Name, line, reason))) is not { } header)
        {
            yield break;
        }

        var columns = file.Columns.Select(header.IndexOf).ToArray();
        while (reader.Read())
        {
            if (header.Problem(reader) is { } error)
            {
                problems.Add(new ImportProblem(file.Name, reader.Line, error));
                brokenNames.Add(columns[0] < reader.Count ? Cell(0) : "");
            }
            else
            {
                var fields = new string[columns.Length];
                for (var column = 0; column < fields.Length; column++)
                {
                    fields[column] = Cell(column);
                }

                yield return new CsvRow(reader.Line, fields);
            }
        }

        IsWhole = !reader.IsTorn;

        string Cell(int column) => FormulaGuard.Unguard(reader.Text(columns[column])) is var text && file.Columns[column] == "comment"
            ? TextRule.CleanLines(text)
            : TextRule.Clean(text);
    }
}
