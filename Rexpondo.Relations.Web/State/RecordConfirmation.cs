using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>Asks before a save of a record that changes the access of many.</summary>
/// <typeparam name="TFields">The fields of the record.</typeparam>
/// <param name="access">Reads the record.</param>
/// <param name="preview">What a save would do.</param>
/// <param name="id">The record; null for a new one.</param>
internal sealed class RecordConfirmation<TFields>(RecordAccess<TFields> access, RecordPreview<TFields> preview, int? id)
    where TFields : class
{
    /// <summary>True if the form is to be saved as it is.</summary>
    /// <param name="form">What is typed.</param>
    /// <param name="confirm">Asks with a title and sentences; true if the agent wants it so.</param>
    public Task<bool> AskAsync(RecordForm<TFields> form, Func<string, IReadOnlyList<string>, Task<bool>> confirm)
    {
        var effect = preview.None;
        return Confirmation.AskAsync(
            () =>
            {
                // What others changed in the record is told first, by the save; there is nothing to confirm before.
                var isBehind = id is { } record && (access.Read(record) is not { } now || form.IsBehind(now));
                effect = isBehind ? preview.None : preview.Of(id, form);
                return Task.FromResult(isBehind ? null : effect.Consequences);
            },
            async (would, confirmed) => await confirm(
                Say.Count(would.Affected, Texts.ConfirmRecordTitleOne, Texts.ConfirmRecordTitleOther),
                [.. preview.Changed(confirmed, would), .. preview.Words(effect).Select(line => line.Text)]));
    }
}
