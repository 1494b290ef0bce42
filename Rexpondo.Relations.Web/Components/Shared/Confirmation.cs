using Radzen;

namespace Rexpondo.Relations.Web.Components.Shared;

/// <summary>Asks a question that is answered with one of two buttons.</summary>
public sealed class Confirmation(DialogService dialogs)
{
    /// <returns>False also when the dialog was closed without an answer.</returns>
    public async Task<bool> AskAsync(string title, string question, string yes, string no) =>
        await dialogs.Confirm(question, title, new ConfirmOptions { OkButtonText = yes, CancelButtonText = no }) is true;
}
