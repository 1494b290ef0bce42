using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Pages.Configuration;

/// <summary>The permission keys in their order.</summary>
public sealed partial class KeysEditor
{
    private TextBox? box;
    private string? error;
    private bool refocus;

    /// <summary>The setting.</summary>
    [Parameter, EditorRequired] public required SettingForm Form { get; set; }

    /// <summary>It can be edited.</summary>
    [Parameter] public bool Enabled { get; set; }

    /// <summary>Something was edited.</summary>
    [Parameter] public EventCallback Changed { get; set; }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (refocus && box is not null)
        {
            refocus = false;
            await Focus.OnAsync(box.Element);
        }
    }

    private Task TypeAsync(string text)
    {
        Form.Seek(text);
        return Changed.InvokeAsync();
    }

    private Task KeyAsync(KeyboardEventArgs e) => e.Key == "Enter" ? AddAsync() : Task.CompletedTask;

    private Task AddAsync()
    {
        error = Form.AddKey(TextRule.Clean(Form.Adding)) is { } reason ? Say.Format(Texts.Sentence, reason) : null;
        if (error is null)
        {
            refocus = true;
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
