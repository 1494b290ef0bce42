namespace Rexpondo.Relations.Web.State;

/// <summary>A value of a setting that is edited and not saved yet, with what the agent saw when she began.</summary>
/// <param name="Value">The value as JSON; null: nothing is edited.</param>
/// <param name="SeenDraft">The draft of the setting she saw, or null if there was none.</param>
/// <param name="SeenInForce">The value in force she saw; null: the one that draft was begun upon.</param>
public sealed record SettingEdit(string? Value, string? SeenDraft, string? SeenInForce)
{
    /// <summary>Nothing is edited.</summary>
    public static readonly SettingEdit None = new(null, null, null);

    /// <summary>1 if something is edited.</summary>
    public int Count => Value is null ? 0 : 1;
}
