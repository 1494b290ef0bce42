using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Core.Records;

/// <summary>Sets fields of one kind of record back, as part of somebody else's change set, under the rules of a save.</summary>
internal interface IRecordRestorer
{
    /// <summary>What kind of record.</summary>
    RelationSide Side { get; }

    /// <summary>True for records the name index and the image of access are made of.</summary>
    bool TouchesNames { get; }

    /// <summary>Works out which fields go back, each where nothing stands against it; writes nothing.</summary>
    /// <param name="connection">Whose snapshot counts.</param>
    /// <param name="id">The record.</param>
    /// <param name="fields">The fields.</param>
    /// <param name="undone">The change set that is taken back: a name among the old values means what it meant then.</param>
    /// <param name="restored">The records that went back before; this one is added.</param>
    /// <returns>The fields that stay as they are, each with the reason.</returns>
    IReadOnlyDictionary<string, RestoreObstacle> Restore(
        SqliteConnection connection, int id, IReadOnlyList<FieldRestore> fields, long undone, RestoredRecords restored);

    /// <summary>The world with the records of this kind as they would be; what follows for settings is not among it.</summary>
    AccessWorld With(AccessWorld world, RestoredRecords restored);
}

/// <summary>A field that is to be set back.</summary>
/// <param name="Field">One of <see cref="RecordField"/>.</param>
/// <param name="Given">The value it must still have; of a reference, how what it refers to was called then.</param>
/// <param name="Old">The value it shall have.</param>
internal sealed record FieldRestore(string Field, string Given, string Old);

/// <summary>Why a field stays as it is.</summary>
internal abstract record RestoreObstacle;

/// <summary>It has another value than the one that is to be taken back.</summary>
internal sealed record ChangedSinceThen : RestoreObstacle;

/// <summary>The record belongs to a read-only back end.</summary>
/// <param name="BackEnd">Its name.</param>
internal sealed record OfReadOnlyBackEnd(string BackEnd) : RestoreObstacle;

/// <summary>There is no such record.</summary>
internal sealed record NotThereAnyMore : RestoreObstacle;

/// <summary>A rule stands against it, as it would against a save.</summary>
/// <param name="Reason">Why, as one line for people.</param>
internal sealed record NotPossible(string Reason) : RestoreObstacle;
