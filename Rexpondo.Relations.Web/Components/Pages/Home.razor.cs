namespace Rexpondo.Relations.Web.Components.Pages;

public sealed partial class Home
{
    private int clicks;

    private void Count() => clicks++;

    private async Task AskAsync()
    {
        if (await Confirmation.AskAsync("Count", "Count once more?", yes: "Yes", no: "No"))
        {
            Count();
        }
    }
}
