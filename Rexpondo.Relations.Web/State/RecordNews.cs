using System.Collections.Immutable;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>What others have just changed in a record that is open.</summary>
/// <param name="Fields">Names of the fields.</param>
/// <param name="Authors">Logins of those who did.</param>
public sealed record RecordNews(ImmutableArray<string> Fields, ImmutableArray<string> Authors)
{
    /// <summary>Who has changed a record.</summary>
    /// <param name="batch">What was committed.</param>
    /// <param name="side">What kind of record.</param>
    /// <param name="id">Its number; null: it is not there yet.</param>
    /// <param name="isOwn">What was taken back from here: of it the message says enough.</param>
    public static ImmutableArray<string> AuthorsOf(ChangeBatch batch, RelationSide side, int? id, Func<ChangedSet, bool> isOwn) => id is not { } record
        ? []
        : [.. batch.Sets.Where(set => (set.Everything || set.Records.Contains(new ChangedRecord(side, record))) && !isOwn(set)).Select(set => set.Login).Distinct()];

    /// <summary>One sentence about it.</summary>
    /// <param name="me">The agent's own login: she also works in other tabs.</param>
    public string Line(string me) => Say.Format(Texts.RecordNewsLine, NewsWords.Names(Authors, me), string.Join(", ", Fields));

    /// <summary>What stands beside one field, or null.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="me">The agent's own login.</param>
    public string? Of(string field, string me) => Fields.Contains(field) ? Say.Format(Texts.RecordNewsOfField, NewsWords.Names(Authors, me)) : null;
}
