using System.Diagnostics;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>What became of a draft or a deployment, in sentences.</summary>
public static class SettingsSaid
{
    /// <summary>One or more sentences.</summary>
    public static string Of(SettingsResult result) => result switch
    {
        DraftSaved => Texts.SaidDraftSaved,
        DraftRemoved => Texts.SaidDraftRemoved,
        SettingsDeployed { Names.Count: 0 } => Texts.SaidInForceAlready,
        SettingsDeployed(var names) => Say.Count(names.Count, Texts.SaidDeployedOne, Texts.SaidDeployedOther, string.Join(", ", names)),
        SettingsRestored restored => string.Join(" ", Restored(restored)),
        SettingsNotAllowed => Say.Format(Texts.NothingWrittenShort, Texts.RefusedNotAdmin),
        SettingsRefused(var errors) => Say.Format(Texts.NothingWrittenShort, string.Join("; ", errors.Select(Words))),
        CommentTooLong(var length) => Say.Format(Texts.NothingWrittenShort, Comment(length)),
        DraftsChanged(var drafts) => Say.Format(Texts.NothingWrittenShort, string.Join("; ", drafts.Select(draft => Changed(draft.Name, draft.Now)))),
        InForceChanged(var values) => Say.Format(Texts.NothingWrittenShort, string.Join("; ", values.Select(value => InForce(value.Name, value.Seen, value.InForce)))),
        DraftsInTheWay(var drafts) => Say.Format(Texts.NothingWrittenShort, string.Join("; ", drafts.Select(draft => Changed(draft.Name, draft)))),
        _ => throw new UnreachableException(),
    };

    /// <summary>What somebody has drafted meanwhile.</summary>
    public static string Changed(string name, SettingDraft? now) => now is null
        ? Say.Format(Texts.DraftIsGone, name)
        : Say.Format(Texts.DraftIsNow, name, now.Login, SettingText.Value(now.Value));

    /// <summary>What is in force instead of what was seen.</summary>
    public static string InForce(string name, string seen, string now) => Say.Format(Texts.InForceIsNow, name, SettingText.Value(now), SettingText.Value(seen));

    /// <summary>Why a comment is too long.</summary>
    public static string Comment(int length) => Say.Format(Texts.CommentTooLong, length, SettingsEditor.MaxCommentLength);

    private static string Words(SettingError error) => $"{error.Name}: {error.Reason}";

    private static IEnumerable<string> Restored(SettingsRestored restored)
    {
        if (restored.Drafted.Count > 0)
        {
            yield return Say.Count(restored.Drafted.Count, Texts.SaidRestoredOne, Texts.SaidRestoredOther, string.Join(", ", restored.Drafted));
        }

        if (restored.InForce.Count > 0)
        {
            yield return Say.Format(Texts.SaidOldIsInForce, string.Join(", ", restored.InForce));
        }

        if (restored.Errors.Count > 0)
        {
            yield return Say.Format(Texts.SaidNotRestored, string.Join("; ", restored.Errors.Select(Words)));
        }
    }
}
