namespace Rexpondo.Relations.Core;

/// <summary>A permission group; a queue of tickets belongs to one.</summary>
/// <param name="Id">Internal number.</param>
/// <param name="Name">Unique exactly as written, 1 to 200 characters.</param>
/// <param name="Comment">Free text, may be empty.</param>
/// <param name="Validity">An invalid group gives nothing to anybody (G1).</param>
public sealed record Group(GroupId Id, string Name, string Comment, Validity Validity);
