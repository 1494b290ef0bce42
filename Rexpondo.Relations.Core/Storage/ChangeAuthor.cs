namespace Rexpondo.Relations.Core.Storage;

/// <summary>Who stands in the change log for a change.</summary>
/// <param name="Agent">The agent, or null for the program itself.</param>
/// <param name="Login">The login as it is now; what is shown later, even if the agent is renamed.</param>
/// <param name="Way">By which way.</param>
/// <param name="Reason">Why, in the agent's words; optional.</param>
/// <param name="Undoes">The change set it takes back, with <see cref="ChangeWay.Undo"/>.</param>
/// <param name="BulkSave">The save in parts of which it is one.</param>
public sealed record ChangeAuthor(AgentId? Agent, string Login, ChangeWay Way, string? Reason = null, long? Undoes = null, long? BulkSave = null)
{
    /// <summary>Why, in the agent's words, cleaned; null without any.</summary>
    public string? Reason { get; init => field = Cleaned(value); } = Cleaned(Reason);

    private static string? Cleaned(string? reason) => TextRule.CleanLines(reason ?? "").Trim() is { Length: > 0 } words ? words : null;
}
