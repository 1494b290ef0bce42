using System.Text.RegularExpressions;

namespace Rexpondo.Relations.Tests;

/// <summary>Signs in and out as a browser without scripts would: reads the form, posts it.</summary>
public static partial class SignInForm
{
    /// <summary>Posts the form; the client keeps the cookies it is given.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient client, string login, string password, string path = "/sign-in")
    {
        var page = await client.GetStringAsync("/sign-in");
        return await client.PostAsync(path, new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = Token().Match(page).Groups[1].Value,
            ["Form.Login"] = login,
            ["Form.Password"] = password,
        }));
    }

    /// <summary>Presses the button <em>Sign out</em> of the start page.</summary>
    public static async Task<HttpResponseMessage> SignOutAsync(HttpClient client)
    {
        var page = await client.GetStringAsync("/");
        return await client.PostAsync("/sign-out", new FormUrlEncodedContent([new("__RequestVerificationToken", Token().Match(page).Groups[1].Value)]));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
