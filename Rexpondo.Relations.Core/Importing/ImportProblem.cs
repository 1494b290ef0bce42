using System.Globalization;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>What is wrong, or worth a warning, at one place of the files.</summary>
/// <param name="File">Name of the file; empty if it is about no file.</param>
/// <param name="Line">The physical line on which the row begins, from 1; 0 if it is about the whole file.</param>
/// <param name="Reason">Why, as one line for people.</param>
public sealed record ImportProblem(string File, int Line, string Reason)
{
    /// <summary><c>file:line: reason</c>, always one line: what a file holds cannot forge another, steer a terminal or hide.</summary>
    public override string ToString() => this switch
    {
        { File: "" } => OneLine,
        { Line: 0 } => $"{File}: {OneLine}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {OneLine}"),
    };

    private string OneLine => TextRule.Visible(Reason);
}
