using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Pages.Configuration;

/// <summary>The permission keys in their order.</summary>
public sealed partial class KeysEditor
{
    private ElementReference box;
    private string typed = "";
    private string written = ""; // into the box, when it is made; then its text is the browser's
    private string? error;
    private int round;
    private bool refocus;

    /// <summary>The setting.</summary>
    [Parameter, EditorRequired] public required SettingForm Form { get; set; }

    /// <summary>It can be edited.</summary>
    [Parameter] public bool Enabled { get; set; }

    /// <summary>Something was edited.</summary>
    [Parameter] public EventCallback Changed { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Form.Adding != typed)
        {
            (typed, written, round) = (Form.Adding, Form.Adding, round + 1); // of an earlier visit, or of another tab
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (refocus)
        {
            refocus = false;
            await Focus.OnAsync(box);
        }
    }

    private void Type(ChangeEventArgs e)
    {
        typed = e.Value as string ?? "";
        Form.Seek(typed);
    }

    private Task KeyAsync(KeyboardEventArgs e) => e.Key == "Enter" ? AddAsync() : Task.CompletedTask;

    private Task AddAsync()
    {
        error = Form.AddKey(typed.Trim()) is { } reason ? Say.Format(Texts.Sentence, reason) : null;
        if (error is null)
        {
            (typed, written, round, refocus) = ("", "", round + 1, true);
            Form.Seek("");
        }

        return Changed.InvokeAsync();
    }

    private Task MoveAsync(string key, int by)
    {
        Form.Move(key, by);
        return Changed.InvokeAsync();
    }

    private Task RemoveAsync(string key)
    {
        Form.Remove(key);
        return Changed.InvokeAsync();
    }
}
