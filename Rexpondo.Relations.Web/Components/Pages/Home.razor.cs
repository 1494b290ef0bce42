using Radzen;

namespace Rexpondo.Relations.Web.Components.Pages;

public sealed partial class Home
{
    private int clicks;

    private void Count() => clicks++;

    private async Task Ask()
    {
        var again = await Dialogs.Confirm("Count once more?", "Count", new ConfirmOptions { OkButtonText = "Yes", CancelButtonText = "No" });
        if (again is true)
        {
            Count();
        }
    }
}
