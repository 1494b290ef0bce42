using System.Collections.Immutable;
using System.Globalization;
using Rexpondo.Relations.Core.Importing;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>A source cannot be read, or what it gave is not whole. Nothing of it may be taken over.</summary>
/// <remarks>
/// What a source or its server said may be part of a reason, and a server may say anything: each reason becomes one line without
/// control characters and of bounded length, and there are not more than a person can read. It is stored, logged and shown.
/// </remarks>
public sealed class SourceException : Exception
{
    /// <summary>The most reasons; further ones are only counted.</summary>
    public const int MostProblems = 100;

    /// <summary>The longest reason, in UTF-16 code units.</summary>
    public const int MaxLength = 500;

    /// <summary>With several reasons.</summary>
    /// <param name="problems">Every reason, each one line for people that says where: <c>partners.csv:12: a quote is not closed</c>.</param>
    /// <param name="inner">What lies behind it.</param>
    public SourceException(ImmutableArray<string> problems, Exception? inner = null)
        : base(string.Join('\n', Readable(problems)), inner) => Problems = Readable(problems);

    /// <summary>With one reason.</summary>
    public SourceException(string problem, Exception? inner = null)
        : this([problem], inner)
    {
    }

    /// <summary>The reasons.</summary>
    public ImmutableArray<string> Problems { get; }

    /// <summary>A text, cut where it is longer than <see cref="MaxLength"/>.</summary>
    internal static string Short(string text)
    {
        if (text.Length <= MaxLength)
        {
            return text;
        }

        return text[..(char.IsHighSurrogate(text[MaxLength - 2]) ? MaxLength - 2 : MaxLength - 1)] + "…";
    }

    // Cut before and after: of a text without end only the beginning is looked at, and made visible it may have grown.
    private static ImmutableArray<string> Readable(ImmutableArray<string> problems)
    {
        var readable = problems.Take(MostProblems).Select(problem => Short(new ImportProblem("", 0, Short(problem)).ToString()));
        return problems.Length <= MostProblems
            ? [.. readable]
            : [.. readable, string.Create(CultureInfo.InvariantCulture, $"and {problems.Length - MostProblems:N0} more")];
    }
}
