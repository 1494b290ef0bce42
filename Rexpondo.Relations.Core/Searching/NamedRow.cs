namespace Rexpondo.Relations.Core.Searching;

/// <summary>What the name index knows of one customer user; only to find her, never to show her.</summary>
/// <param name="Id">Internal number.</param>
/// <param name="Name">The name as shown; rows are ordered by it, folded.</param>
/// <param name="Login">Decides between equal names, by code point.</param>
/// <param name="OtherFields">Further fields that are searched.</param>
public sealed record NamedRow(int Id, string Name, string Login, IReadOnlyList<string> OtherFields);
