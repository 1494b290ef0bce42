using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>Says why a record was not written.</summary>
public static class RecordWords
{
    /// <summary>Core says its reasons as parts of a line; a field says them as a sentence.</summary>
    public static string Sentence(string reason) => Say.Format(Texts.Sentence, $"{char.ToUpperInvariant(reason[0])}{reason[1..]}");

    /// <summary>Nothing was written, and nothing that was typed is lost.</summary>
    public static string NothingWritten(string reason, int changes) => changes == 0
        ? Say.Format(Texts.NothingWrittenBecause, reason)
        : Say.Format(Texts.NothingWritten, reason, Say.Count(changes, Texts.YourChangeIsHere, Texts.YourChangesAreHere));

    /// <summary>Fields were refused: how many, and what belongs to none of them.</summary>
    /// <param name="form">The form with its errors.</param>
    public static string Refused<TFields>(RecordForm<TFields> form)
        where TFields : class
    {
        var others = form.OtherErrors.Select(error => error.Reason).ToList();
        var fields = form.Errors.Length - others.Count;
        return fields == 0
            ? NothingWritten(string.Join("; ", form.Errors.Select(error => error.Reason)), form.Changes)
            : Say.Count(fields, Texts.FieldsRefusedOne, Texts.FieldsRefusedOther);
    }

    /// <summary>Why it was not written.</summary>
    public static string Reason(RecordResult result) => result switch
    {
        RecordNotAllowed { Login: "" } => Texts.RefusedNoAgent,
        RecordNotAllowed => Texts.RefusedNotAdmin,
        RecordNotThere => Texts.RefusedRecordNotThere,
        RecordReadOnly readOnly => Say.Format(Texts.RefusedReadOnly, readOnly.BackEnd),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>That others have changed what is typed here.</summary>
    /// <param name="fields">Names of the fields.</param>
    /// <param name="by">Who; empty if that is not known.</param>
    /// <param name="me">The agent's own login.</param>
    public static string Meanwhile(IReadOnlyList<string> fields, IReadOnlyList<string> by, string me) => by.Count == 0
        ? Say.Format(Texts.ChangedMeanwhile, string.Join(", ", fields))
        : Say.Format(Texts.ChangedMeanwhileByAgents, NewsWords.Names(by, me), string.Join(", ", fields));
}
