using Radzen;

namespace Rexpondo.Relations.Web.Components.Shared;

/// <summary>Asks a question in a dialog. The focus is on the answer that changes nothing; Esc and closing give it too.</summary>
public sealed class Confirmation(DialogService dialogs)
{
    /// <returns>False also when the dialog was closed without an answer.</returns>
    public async Task<bool> AskAsync(string title, string question, string yes, string no) => await ChooseAsync(title, [question], no, yes) == 0;

    /// <summary>Offers several things to do besides the safe answer, the most wanted first.</summary>
    /// <returns>The index in <paramref name="choices"/>, or null for the safe answer.</returns>
    public async Task<int?> ChooseAsync(string title, IReadOnlyList<string> lines, string safe, params IReadOnlyList<string> choices) =>
        await dialogs.OpenAsync<Question>(
            title,
            new Dictionary<string, object?>
            {
                [nameof(Question.Lines)] = lines,
                [nameof(Question.Choices)] = choices,
                [nameof(Question.Safe)] = safe,
            },
            new DialogOptions { Width = "480px", CssClass = "ask", AutoFocusFirstElement = false, ShowClose = false, CloseDialogOnEsc = true }) as int?;
}
