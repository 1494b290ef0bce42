using Microsoft.AspNetCore.Components;
using Radzen;

namespace Rexpondo.Relations.Web.Components.Shared;

/// <summary>Asks a question with a few sentences and any number of answers. The last answer is the safe one: it has the focus.</summary>
public sealed class Choice(DialogService dialogs)
{
    private int open;

    /// <returns>The position of the answer; null if the dialog was closed without one.</returns>
    public async Task<int?> AskAsync(string title, IReadOnlyList<string> lines, IReadOnlyList<string> answers) =>
        await AskAsync<ChoiceDialog>(title, new() { [nameof(ChoiceDialog.Lines)] = lines, [nameof(ChoiceDialog.Answers)] = answers }) as int?;

    /// <summary>Asks the same and for a reason, which may be empty.</summary>
    /// <param name="title">The question.</param>
    /// <param name="lines">The sentences.</param>
    /// <param name="answers">The answer that does it, and the one that does not.</param>
    /// <param name="reason">What was typed when this was asked before.</param>
    /// <returns>The reason if the first answer was given; null otherwise.</returns>
    public async Task<string?> AskReasonAsync(string title, IReadOnlyList<string> lines, IReadOnlyList<string> answers, string reason = "") =>
        await AskAsync<ReasonDialog>(
            title,
            new() { [nameof(ReasonDialog.Lines)] = lines, [nameof(ReasonDialog.Answers)] = answers, [nameof(ReasonDialog.Given)] = reason }) as string;

    /// <summary>Closes whatever is asked, without an answer.</summary>
    public void Withdraw()
    {
        for (var left = open; left > 0; left--)
        {
            dialogs.Close();
        }
    }

    private async Task<object?> AskAsync<TDialog>(string title, Dictionary<string, object?> parameters)
        where TDialog : ComponentBase
    {
        open++;
        try
        {
            return await dialogs.OpenAsync<TDialog>(title, parameters, Options());
        }
        finally
        {
            open--;
        }
    }

    private static DialogOptions Options() => new() { Width = "min(560px, calc(100vw - 32px))", AutoFocusFirstElement = false, CloseDialogOnEsc = true };
}
