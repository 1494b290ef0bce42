using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>Says after a save what was written, what was so already, or why nothing was.</summary>
/// <param name="GrantedOne">One was granted.</param>
/// <param name="GrantedOther">Several were.</param>
public sealed record SavedWords(string GrantedOne, string GrantedOther)
{
    /// <summary>For permissions on groups.</summary>
    public static readonly SavedWords Permissions = new(Texts.SavedPermissionsOne, Texts.SavedPermissionsOther);

    /// <summary>For specific services.</summary>
    public static readonly SavedWords Services = new(Texts.SavedServicesOne, Texts.SavedServicesOther);

    /// <summary>For default services.</summary>
    public static readonly SavedWords DefaultServices = new(Texts.SavedDefaultServicesOne, Texts.SavedDefaultServicesOther);

    /// <summary>For further customers.</summary>
    public static readonly SavedWords Customers = new(Texts.SavedCustomersOne, Texts.SavedCustomersOther);

    /// <summary>The message after a save: <c>3 permissions granted, 1 withdrawn.</c></summary>
    public string Of(Saved saved)
    {
        var sentences = new List<string>();
        if (saved.Granted > 0)
        {
            var granted = Say.Count(saved.Granted, GrantedOne, GrantedOther);
            sentences.Add(saved.Withdrawn > 0 ? Say.Format(Texts.SavedBoth, granted, saved.Withdrawn) : Say.Format(Texts.Sentence, granted));
        }
        else if (saved.Withdrawn > 0)
        {
            sentences.Add(Say.Format(Texts.SavedWithdrawn, saved.Withdrawn));
        }

        if (saved.AlreadySet > 0)
        {
            sentences.Add(Already(saved.AlreadySet, Texts.AlreadyGrantedOne, Texts.AlreadyGrantedOther, saved.By));
        }

        if (saved.AlreadyCleared > 0)
        {
            sentences.Add(Already(saved.AlreadyCleared, Texts.AlreadyWithdrawnOne, Texts.AlreadyWithdrawnOther, saved.By));
        }

        return sentences.Count == 0 ? Texts.NothingChanged : string.Join(' ', sentences);
    }

    /// <summary>Why nothing was written, and that nothing is lost.</summary>
    public static string Of(Refused refused, int pending) =>
        Say.Format(Texts.NothingWritten, string.Join("; ", refused.Errors.Select(Reason)), Say.Count(pending, Texts.YourChangeIsHere, Texts.YourChangesAreHere));

    /// <summary>What of a save in parts is written, and why no more.</summary>
    public string Of(Stopped stopped) => string.Join(
        ' ',
        stopped.Errors.IsEmpty
            ? Say.Format(Texts.SavePartly, stopped.Done, stopped.Total)
            : Say.Format(Texts.SavePartlyBecause, stopped.Done, stopped.Total, string.Join("; ", stopped.Errors.Select(Reason))),
        Of(stopped.Written));

    private static string Already(int count, string one, string other, string? by) =>
        Say.Format(Texts.Sentence, by is null ? Say.Count(count, one, other) : Say.Format(Texts.ByAgent, Say.Count(count, one, other), by));

    private static string Reason(SaveError error) => error switch
    {
        NotAllowed { Login: "" } => Texts.RefusedNoAgent,
        NotAllowed => Texts.RefusedNotAdmin,
        UnknownKey => Texts.RefusedUnknownKey,
        NeverGroup never => Say.Format(Texts.RefusedNeverGroup, never.Group),
        DefaultGroup always => Say.Format(Texts.RefusedDefaultGroup, always.Group),
        NotThere missing => Say.Format(Texts.RefusedNotThere, missing.Id),
        CannotWrite cannot => cannot.Problem,
        ReasonTooLong tooLong => Say.Format(Texts.RefusedReasonTooLong, tooLong.Limit),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
