using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.Components.Pages;

/// <summary>Creates the first agent, for whoever has the link from the console.</summary>
public sealed partial class SetUp(SetUpLink link, AgentDirectory agents, NavigationManager navigation)
{
    private string? error;

    [SupplyParameterFromQuery]
    private string? Token { get; set; }

    [SupplyParameterFromForm(FormName = "set-up", Name = "Form")]
    private Fields? Posted { get; set; }

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    private Fields Form => Posted ??= new();

    private bool Valid { get; set; }

    private string? DescribedBy => error is null ? null : "set-up-error";

    protected override void OnInitialized() => Valid = link.Peek(Token);

    private async Task CreateAsync()
    {
        var (login, password) = (TextRule.Clean(Form.Login ?? ""), Form.Password ?? "");
        error = FieldRules.Error("login", login, required: true) is { } badLogin ? Sentence(badLogin)
            : PasswordRules.Error(password) is { } weak ? Sentence(weak)
            : password != Form.Again ? Texts.PasswordsDiffer
            : null;
        if (error is not null)
        {
            return;
        }

        // Used before the agent is made: of two who post at the same moment one is the first.
        if (!link.TryUse(Token))
        {
            Valid = false;
            return;
        }

        switch (await agents.AddAsync(login, AgentRole.Admin, password, new(null, "set-up link", Core.Storage.ChangeWay.FirstStart), CancellationToken.None))
        {
            case AgentSaved(var agent):
                await AgentCookie.SignInAsync(HttpContext, agent);
                navigation.NavigateTo("/", forceLoad: true);
                break;
            case AgentRefused refused:
                link.GiveBack(Token!);
                error = Sentence(refused.Reason);
                break;
            default:
                throw new UnreachableException();
        }
    }

    // Core says its reasons as parts of a line.
    private static string Sentence(string reason) => $"{char.ToUpperInvariant(reason[0])}{reason[1..]}.";

    private sealed class Fields
    {
        public string? Login { get; set; }

        public string? Password { get; set; }

        public string? Again { get; set; }
    }
}
