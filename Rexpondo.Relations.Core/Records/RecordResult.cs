using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Records;

/// <summary>What became of a save of a record. Only <see cref="RecordSaved"/> wrote anything.</summary>
public abstract record RecordResult;

/// <summary>It is written.</summary>
/// <param name="Id">Internal number of the record.</param>
/// <param name="ChangeSet">Number of the change set; null if nothing differed and nothing was written.</param>
public sealed record RecordSaved(int Id, long? ChangeSet) : RecordResult;

/// <summary>Some fields are not possible.</summary>
/// <param name="Errors">All of them.</param>
public sealed record RecordRefused(ImmutableArray<FieldError> Errors) : RecordResult;

/// <summary>Somebody else changed the record since it was read for the form.</summary>
/// <param name="Now">As it is stored; what the next save was based on once the agent has seen this.</param>
/// <param name="Fields">Every field that differs from what the form was opened with.</param>
public sealed record RecordChangedMeanwhile<TFields>(TFields Now, ImmutableArray<FieldConflict> Fields) : RecordResult;

/// <summary>The agent does not exist, is disabled, or has not the role admin — now (E6).</summary>
/// <param name="Login">The agent's login, empty if there is no such agent.</param>
public sealed record RecordNotAllowed(string Login) : RecordResult;

/// <summary>There is no such record.</summary>
public sealed record RecordNotThere : RecordResult;

/// <summary>The customer user comes from a read-only back end and is edited there.</summary>
/// <param name="BackEnd">Its name.</param>
public sealed record RecordReadOnly(string BackEnd) : RecordResult;

/// <summary>Why a field is refused.</summary>
/// <param name="Field">One of <see cref="RecordField"/>.</param>
/// <param name="Reason">Why, as one line for people.</param>
public sealed record FieldError(string Field, string Reason);

/// <summary>A field that somebody else changed meanwhile.</summary>
/// <param name="Field">One of <see cref="RecordField"/>.</param>
/// <param name="Seen">What the form was opened with.</param>
/// <param name="Now">What is stored.</param>
/// <param name="Yours">What the form has.</param>
/// <param name="By">The login of who changed it, where the change log says so; else null, as of a record that was imported and not changed since.</param>
/// <param name="Overwrites">The agent changed the field too, and saving would overwrite what is stored.</param>
public sealed record FieldConflict(string Field, string Seen, string Now, string Yours, string? By, bool Overwrites);
