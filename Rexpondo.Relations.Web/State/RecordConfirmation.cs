using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>Asks before a save that changes the access of many, and again if somebody has changed what was confirmed.</summary>
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
    public async Task<bool> AskAsync(RecordForm<TFields> form, Func<string, IReadOnlyList<string>, Task<bool>> confirm)
    {
        for (var confirmed = Consequences.None; ;)
        {
            // What others changed in the record is told first, by the save; there is nothing to confirm before.
            if (id is { } record && (access.Read(record) is not { } now || form.IsBehind(now)))
            {
                return true;
            }

            // Asked again if somebody changed what was confirmed.
            var effect = preview.Of(id, form);
            var consequences = effect.Consequences;
            if (!consequences.NeedsConfirmation || consequences.IsSameAs(confirmed))
            {
                return true;
            }

            confirmed = consequences;
            if (!await confirm(Say.Format(Texts.ConfirmRecordTitle, consequences.Affected), [.. preview.Words(effect).Select(line => line.Text)]))
            {
                return false;
            }
        }
    }
}
