using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.Components.Pages;

/// <summary>The sign-in page: plain HTML, so that it needs no connection and the cookie can be set.</summary>
public sealed partial class SignIn(AgentDirectory agents, BrowserCookie browsers, NavigationManager navigation)
{
    private string? error;

    [SupplyParameterFromForm(FormName = "sign-in", Name = "Form")]
    private Fields? Posted { get; set; }

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    private Fields Form => Posted ??= new();

    private string? Invalid => error is null ? null : "true";

    private string? DescribedBy => error is null ? null : "sign-in-error";

    protected override void OnInitialized()
    {
        if (HttpContext.Request.Method == HttpMethods.Get && CurrentAgent.Of(HttpContext.User) is not null)
        {
            GoOn();
        }
    }

    private async Task SignInAsync()
    {
        switch (await agents.SignInAsync(Form.Login ?? "", Form.Password ?? "", browsers.PlaceOf(HttpContext), HttpContext.RequestAborted))
        {
            case SignedIn(var agent):
                await AgentCookie.SignInAsync(HttpContext, agent);
                GoOn();
                break;
            case WrongPassword:
                error = Texts.SignInWrong;
                break;
            case TooManyTries(var wait):
                var seconds = (int)Math.Ceiling(wait.TotalSeconds);
                HttpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                error = Say.Count(seconds, Texts.SignInWaitOne, Texts.SignInWaitOther);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void GoOn() => navigation.NavigateTo(LocalPath.Of(ReturnUrl) ?? "/", forceLoad: true);

    private sealed class Fields
    {
        public string? Login { get; set; }

        public string? Password { get; set; }
    }
}
