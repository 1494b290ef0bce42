using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Forms;

/// <summary>One field of a form with its label, help and error. What is wrong is said by the error, described to screen readers.</summary>
public sealed partial class FieldBox
{
    // Twice what can be stored: who pastes too much is told by how much, and no message of the browser gets too large.
    private const int LineTyped = 2 * FieldRules.MaxLength;
    private const int CommentTyped = 2 * FieldRules.MaxCommentLength;

    private readonly string id = $"f{Guid.NewGuid():N}";

    private string text = "";
    private string? given;

    /// <summary>Label and accessible name.</summary>
    [Parameter, EditorRequired] public required string Name { get; set; }

    /// <summary>Its text.</summary>
    [Parameter, EditorRequired] public required string Value { get; set; }

    /// <summary>How it is filled in.</summary>
    [Parameter] public FieldLook Look { get; set; }

    /// <summary>What is offered, for <see cref="FieldLook.Pick"/>.</summary>
    [Parameter] public Picker? Picker { get; set; }

    /// <summary>A line under it.</summary>
    [Parameter] public string? Help { get; set; }

    /// <summary>What is stored in it was stored before today's rule for texts, and has this against it; else null.</summary>
    [Parameter] public string? Flaw { get; set; }

    /// <summary>Why it is refused, as a sentence.</summary>
    [Parameter] public string? Error { get; set; }

    /// <summary>Who has just changed it, if somebody else has.</summary>
    [Parameter] public FieldNews? News { get; set; }

    /// <summary>The agent's own login: she also works in other tabs.</summary>
    [Parameter] public string Me { get; set; } = "";

    /// <summary>What is typed to find a choice, as long as none is made.</summary>
    [Parameter] public string? Sought { get; set; }

    /// <summary>Raised with what is typed to find a choice, before <see cref="Typed"/>.</summary>
    [Parameter] public EventCallback<string> Seeking { get; set; }

    /// <summary>It can be read and copied, not changed.</summary>
    [Parameter] public bool ReadOnly { get; set; }

    /// <summary>The page is interactive; before that nothing can be typed, so nothing typed is lost.</summary>
    [Parameter] public bool Enabled { get; set; }

    /// <summary>It takes the whole width.</summary>
    [Parameter] public bool Wide { get; set; }

    /// <summary>Raised with every change of the text.</summary>
    [Parameter] public EventCallback<string> Typed { get; set; }

    private string HelpId => $"{id}h";

    private string ErrorId => $"{id}e";

    private string FlawId => $"{id}s";

    private string? Invalid => Error is null ? null : "true";

    private string NewsId => $"{id}n";

    private string? DescribedBy => string.Join(' ', new[] { Error is null ? null : ErrorId, Flaw is null ? null : FlawId, Help is null ? null : HelpId, News is null ? null : NewsId }.OfType<string>()) is { Length: > 0 } ids
        ? ids
        : null;

    private string Type => Look switch
    {
        FieldLook.Email => "email",
        FieldLook.Phone => "tel",
        FieldLook.Url => "url",
        FieldLook.Line or FieldLook.Comment or FieldLook.Validity or FieldLook.Pick => "text",
    };

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (given != Value)
        {
            (given, text) = (Value, Value);
        }
    }

    private Task TypeAsync(string typed)
    {
        text = typed;
        return Typed.InvokeAsync(text);
    }
}
