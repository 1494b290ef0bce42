using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Searching;

/// <summary>
/// What somebody typed into a search or filter box (spec §3): several words must all match, each anywhere in any field;
/// <c>*</c> stands for anything inside a word; every other character is itself. Empty or <c>*</c> is everything. What stands
/// around words where names are shown (<c>Meier, Anna &lt;a@b.example&gt; (ACME)</c>) is passed over, so that it can be pasted.
/// </summary>
public sealed class SearchQuery
{
    private static readonly char[] AroundWords = ['<', '>', '(', ')', ',', ';', '"'];

    /// <summary>Matches everything.</summary>
    public static readonly SearchQuery Everything = new([]);

    // The words with what was typed around them: it is marked where it is shown, too.
    private readonly ImmutableArray<ImmutableArray<string>> written;

    private SearchQuery(IReadOnlyCollection<(ImmutableArray<string> Word, ImmutableArray<string> Typed)> words) =>
        (Words, written) = ([.. words.Select(word => word.Word)], [.. words.Select(word => word.Typed)]);

    /// <summary>The words, folded; each the pieces between its asterisks, which must occur in this order in one field.</summary>
    public ImmutableArray<ImmutableArray<string>> Words { get; }

    /// <summary>True if nothing restricts the result.</summary>
    public bool MatchesEverything => Words.IsEmpty;

    /// <summary>Reads what was typed; nothing typed is an error.</summary>
    public static SearchQuery Parse(string? typed)
    {
        var words = TextFolding.Fold(typed ?? "")
            .Split(c => char.IsWhiteSpace(c) || char.IsControl(c))
            .Select(word => (Word: Pieces(word.Trim(AroundWords)), Typed: Pieces(word)))
            .Where(word => !word.Word.IsEmpty)
            .ToList();
        return words.Count == 0 ? Everything : new SearchQuery(words);

        static ImmutableArray<string> Pieces(string word) => [.. word.Split('*', StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>True if every word occurs in one of the fields. The fields must be folded already.</summary>
    public bool Matches(params ReadOnlySpan<string> foldedFields)
    {
        foreach (var word in Words)
        {
            var found = false;
            foreach (var field in foldedFields)
            {
                found = found || Occurs(word, field);
            }

            if (!found)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The places of a text shown to a person that the words hit, in order and not overlapping: start and length.</summary>
    public IReadOnlyList<(int Start, int Length)> Hits(string text)
    {
        if (MatchesEverything)
        {
            return [];
        }

        var (folded, origin) = TextFolding.FoldWithOrigin(text);
        var marked = new bool[text.Length];
        foreach (var word in Words.Zip(written, (word, asTyped) => Occurs(asTyped, folded) ? asTyped : word).Where(word => Occurs(word, folded)))
        {
            var from = 0;
            foreach (var piece in word)
            {
                var at = folded.IndexOf(piece, from, StringComparison.Ordinal);
                from = at + piece.Length;
                marked.AsSpan(origin[at]..Math.Max(origin[from], origin[from - 1] + 1)).Fill(true);
            }
        }

        return Runs(marked);
    }

    private static List<(int Start, int Length)> Runs(bool[] marked)
    {
        var runs = new List<(int, int)>();
        for (var i = 0; i < marked.Length; i++)
        {
            var start = i;
            while (i < marked.Length && marked[i])
            {
                i++;
            }

            if (i > start)
            {
                runs.Add((start, i - start));
            }
        }

        return runs;
    }

    private static bool Occurs(ImmutableArray<string> pieces, string field)
    {
        var from = 0;
        foreach (var piece in pieces)
        {
            var at = field.IndexOf(piece, from, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            from = at + piece.Length;
        }

        return true;
    }
}
