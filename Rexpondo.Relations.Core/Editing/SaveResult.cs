using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Editing;

/// <summary>What became of a save: <see cref="Saved"/> or <see cref="Refused"/>, nothing between.</summary>
public abstract record SaveResult;

/// <summary>All of it is written.</summary>
/// <param name="ChangeSet">Number of the change set; null if nothing differed and nothing was written.</param>
/// <param name="Granted">Keys that were set.</param>
/// <param name="Withdrawn">Keys that were cleared.</param>
/// <param name="AlreadySet">Keys that were to be set and were set already, by somebody else meanwhile.</param>
/// <param name="AlreadyCleared">Keys that were to be cleared and were cleared already.</param>
/// <param name="By">Who had done that, if it was one agent; else null.</param>
public sealed record Saved(long? ChangeSet, int Granted, int Withdrawn, int AlreadySet, int AlreadyCleared, string? By) : SaveResult;

/// <summary>Nothing is written.</summary>
/// <param name="Errors">Every reason.</param>
public sealed record Refused(ImmutableArray<SaveError> Errors) : SaveResult;
