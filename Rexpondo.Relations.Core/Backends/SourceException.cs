using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>A source cannot be read, or what it gave is not whole. Nothing of it may be taken over.</summary>
/// <param name="problems">Every reason, each one line for people that says where: <c>partners.csv:12: a quote is not closed</c>.</param>
/// <param name="inner">What lies behind it.</param>
public sealed class SourceException(ImmutableArray<string> problems, Exception? inner = null) : Exception(string.Join('\n', problems), inner)
{
    /// <summary>With one reason.</summary>
    public SourceException(string problem, Exception? inner = null)
        : this([problem], inner)
    {
    }

    /// <summary>Every reason.</summary>
    public ImmutableArray<string> Problems => problems;
}
