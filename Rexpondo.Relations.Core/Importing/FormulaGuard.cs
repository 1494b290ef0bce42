namespace Rexpondo.Relations.Core.Importing;

/// <summary>
/// Keeps a spreadsheet from running a cell as a formula: an apostrophe before it on the way out, the same one removed on
/// the way in (spec §4). Applies to every CSV this program writes.
/// </summary>
public static class FormulaGuard
{
    /// <summary>The cell as it is written: with <c>'</c> before it if it matches <c>^'*[=+@\t\r-]</c>.</summary>
    public static string Guard(string cell) => IsFormula(cell) ? "'" + cell : cell;

    /// <summary>The cell as it was before <see cref="Guard"/>.</summary>
    public static string Unguard(string cell) => cell is ['\'', ..] && IsFormula(cell) ? cell[1..] : cell;

    private static bool IsFormula(string cell) =>
        cell.AsSpan().TrimStart('\'') is [var first, ..] && first is '=' or '+' or '@' or '\t' or '\r' or '-';
}
