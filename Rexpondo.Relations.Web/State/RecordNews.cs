using System.Collections.Immutable;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>What others have just changed in a record that is open.</summary>
/// <param name="Fields">Names of the fields.</param>
/// <param name="Authors">Logins of those who did.</param>
public sealed record RecordNews(ImmutableArray<string> Fields, ImmutableArray<string> Authors)
{
    /// <summary>One sentence about it.</summary>
    /// <param name="me">The agent's own login: she also works in other tabs.</param>
    public string Line(string me) => Say.Format(Texts.RecordNewsLine, NewsWords.Names(Authors, me), string.Join(", ", Fields));

    /// <summary>What stands beside one field, or null.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="me">The agent's own login.</param>
    public string? Of(string field, string me) => Fields.Contains(field) ? Say.Format(Texts.RecordNewsOfField, NewsWords.Names(Authors, me)) : null;
}
