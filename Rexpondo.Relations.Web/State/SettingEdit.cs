namespace Rexpondo.Relations.Web.State;

/// <summary>A value of a setting that is edited and not saved yet, with what the agent saw when she began.</summary>
/// <param name="Value">The value as JSON; null: nothing is edited.</param>
/// <param name="SeenDraft">The draft of the setting she saw, or null if there was none.</param>
/// <param name="SeenInForce">The value in force she saw; null: the one that draft was begun upon.</param>
public sealed record SettingEdit(string? Value, string? SeenDraft, string? SeenInForce)
{
    /// <summary>Nothing is edited.</summary>
    public static readonly SettingEdit None = new(null, null, null);

    /// <summary>The comment for the deployment, as far as it is typed.</summary>
    public string Comment { get; init; } = "";

    /// <summary>What is typed into the box that adds to a list, and not added yet.</summary>
    public string Adding { get; init; } = "";

    /// <summary>1 if something is edited or typed.</summary>
    public int Count => Value is null && Comment.Length == 0 && Adding.Length == 0 ? 0 : 1;
}
