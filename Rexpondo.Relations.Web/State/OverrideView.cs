namespace Rexpondo.Relations.Web.State;

/// <summary>The override line: one sentence, one line of detail, at most one button (spec §3, screens).</summary>
/// <param name="Warns">Something will change or is missing.</param>
/// <param name="Strong">The beginning of the sentence, which carries it.</param>
/// <param name="Rest">The rest of the sentence.</param>
/// <param name="Detail">Names and numbers.</param>
/// <param name="Button">What the button says, or null.</param>
/// <param name="Href">Where the button leads; null for one that acts on this screen.</param>
public sealed record OverrideView(bool Warns, string Strong, string Rest = "", string Detail = "", string? Button = null, string? Href = null);
