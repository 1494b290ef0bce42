using System.Collections.Immutable;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>What every relation with groups says in its <em>Why</em> column: locks, what is included in <c>rw</c>, grantors.</summary>
internal static class GroupWhyParts
{
    /// <summary>Why nobody can tick the row, with the way to the setting.</summary>
    /// <param name="locked">The lock.</param>
    /// <param name="words">What a default group is called in this relation.</param>
    /// <param name="setting">The setting that makes it one.</param>
    public static IEnumerable<WhyPart> Lock(GroupLock locked, string words, string setting) => locked switch
    {
        GroupLock.Default => [new WhyPart(WhyLook.Lock, words), new WhyPart(WhyLook.Link, Texts.Setting, SettingText.Path(setting))],
        GroupLock.Never => [new WhyPart(WhyLook.Lock, Texts.NeverGroup), new WhyPart(WhyLook.Link, Texts.Setting, SettingText.Path(SettingNames.NeverGroups))],
        _ => [],
    };

    /// <summary>What follows from what is stored: keys included in <c>rw</c>, keys without effect under a lock, who granted them.</summary>
    public static IEnumerable<WhyPart> Stored(MatrixState state, int row, ImmutableArray<Grant> grants)
    {
        var keys = state.Snapshot.Keys;
        var stored = state.Snapshot.Stored[row];
        var locked = state.LockOf(row) != GroupLock.None;
        var included = keys.Included(state.ShownKeys(row));
        if (!included.IsEmpty && !locked)
        {
            yield return new WhyPart(WhyLook.Chip, Say.Format(Texts.IncludedInRw, WhyWords.Names(keys, included)));
        }

        if (locked && !stored.IsEmpty)
        {
            yield return new WhyPart(WhyLook.Text, Say.Format(Texts.StoredWithoutEffect, WhyWords.Names(keys, stored)));
        }

        foreach (var grantor in WhyWords.Grantors(keys, stored, grants))
        {
            yield return grantor;
        }
    }
}
