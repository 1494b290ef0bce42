using Rexpondo.Relations.Core.Editing;

namespace Rexpondo.Relations.Core.History;

/// <summary>A line that is not taken back.</summary>
/// <param name="Line">The line; of a cell only the keys that stay as they are.</param>
/// <param name="Why">The reason.</param>
public sealed record KeptLine(ChangeLine Line, KeptWhy Why);

/// <summary>Why a line is not taken back.</summary>
public abstract record KeptWhy;

/// <summary>It is no longer what the change set left: what came later stays.</summary>
/// <param name="By">Who changed it last, or null where the log does not say it of this line alone.</param>
/// <param name="At">When.</param>
public sealed record ChangedSince(string? By, DateTimeOffset? At) : KeptWhy;

/// <summary>A setting locks the group.</summary>
/// <param name="Lock">How.</param>
public sealed record GroupIsLocked(GroupLock Lock) : KeptWhy;

/// <summary>The permission key is no longer configured and cannot be granted.</summary>
public sealed record KeyNotConfigured : KeptWhy;

/// <summary>The record was added by it. Nothing is ever deleted: it can be set invalid.</summary>
public sealed record RecordWasAdded : KeptWhy;

/// <summary>The customer user comes from a read-only back end and is edited there.</summary>
/// <param name="BackEnd">Its name.</param>
public sealed record EditedElsewhere(string BackEnd) : KeptWhy;

/// <summary>A rule stands against the old value.</summary>
/// <param name="Reason">Why, as one line for people.</param>
public sealed record RuleAgainst(string Reason) : KeptWhy;
