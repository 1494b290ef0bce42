namespace Rexpondo.Relations.Core.Reading;

/// <summary>Why something that is listed does not count.</summary>
/// <param name="Validity">Its own validity, or that of the ancestor.</param>
/// <param name="Ancestor">The invalid ancestor of a service that is itself valid; else null.</param>
/// <param name="Blocked">A customer user who is blocked here, whatever her back end says.</param>
public sealed record RowFault(Validity Validity, string? Ancestor, bool Blocked = false);
