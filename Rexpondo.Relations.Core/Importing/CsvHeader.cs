using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>
/// The header line of a CSV file: names of columns in any letter case, trimmed; columns without a name at its end are those
/// that a spreadsheet adds.
/// </summary>
internal sealed class CsvHeader
{
    private readonly string[] names;

    private CsvHeader(string[] names) => this.names = names;

    /// <summary>Reads it.</summary>
    /// <param name="reader">At the beginning of the file.</param>
    /// <param name="required">Columns that must be there, in lower case.</param>
    /// <param name="othersAllowed">Whether there may be others.</param>
    /// <param name="problem">Told line and reason of everything that is wrong.</param>
    /// <returns>Null if something is.</returns>
    public static CsvHeader? Read(CsvReader reader, ImmutableArray<string> required, bool othersAllowed, Action<int, string> problem)
    {
        if (reader.Problem is { } unreadable)
        {
            problem(1, unreadable);
            return null;
        }

        if (!reader.Read())
        {
            problem(1, "there is no header line");
            return null;
        }

        var written = Array.ConvertAll(reader.Texts(), name => name.Trim());
        Array.Resize(ref written, Array.FindLastIndex(written, name => name.Length > 0) + 1);
        var names = Array.ConvertAll(written, name => name.ToLowerInvariant());
        var problems = reader.Error is { } error ? [error] : Problems(reader, written, names, required, othersAllowed).ToList();
        problems.ForEach(reason => problem(reader.Line, reason));
        return problems.Count == 0 ? new CsvHeader(names) : null;
    }

    /// <summary>Where a column is, or -1.</summary>
    public int IndexOf(string column) => Array.IndexOf(names, column);

    /// <summary>Why the row that was just read is none of this table, or null. More fields than columns may follow if they are empty.</summary>
    public string? Problem(CsvReader row) => row.Error
        ?? (row.Count == names.Length || (row.Count > names.Length && row.IsEmptyFrom(names.Length))
            ? null
            : $"{Plural.Of(names.Length, "field is", "fields are")} expected, {Plural.Of(row.Count, "is", "are")} there");

    private static IEnumerable<string> Problems(CsvReader reader, string[] written, string[] names, ImmutableArray<string> required, bool othersAllowed)
    {
        var known = required.Count(names.Contains);
        if (OtherSeparator(names, required, known) is { } other)
        {
            return [$"the columns are separated by \"{other}\"; a comma, a semicolon, a tab or what a first line sep=… says is expected"];
        }

        if (known * 2 < required.Length)
        {
            return [$"there is no header line with the columns {string.Join(reader.Separator, required)}"];
        }

        return
        [
            .. names.Zip(written).Where(name => !othersAllowed && !required.Contains(name.First)).Select(name => $"there is no column \"{name.Second}\""),
            .. required.Except(names).Select(column => $"column {column} is missing"),
            .. names.GroupBy(column => column).Where(same => same.Count() > 1).Select(same => $"column {same.Key} is named twice"),
        ];
    }

    // Another character between the names makes more of them known.
    private static char? OtherSeparator(string[] names, ImmutableArray<string> required, int known) => names
        .SelectMany(name => name.Where(letter => !char.IsLetterOrDigit(letter) && letter is not ('_' or '"')).Distinct()
            .Select(letter => (Letter: letter, Known: name.Split(letter, StringSplitOptions.TrimEntries).Count(part => required.Contains(part.Trim('"'))))))
        .Where(found => found.Known > Math.Max(known, 1))
        .OrderByDescending(found => found.Known).ThenBy(found => found.Letter == ' ').Select(found => (char?)found.Letter).FirstOrDefault();
}
