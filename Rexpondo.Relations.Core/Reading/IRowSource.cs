using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>
/// The objects on one side as rows: customer users (found by the name index, named by the store), groups and services (from
/// the catalog). Immutable; true at one revision.
/// </summary>
public interface IRowSource
{
    /// <summary>Order and search.</summary>
    IRowSpace Space { get; }

    /// <summary>Rows that count: valid ones, and of services those whose ancestors are valid too.</summary>
    IdSet Effective { get; }

    /// <summary>What must stay visible above a row; nothing where there is no tree.</summary>
    IEnumerable<int> Ancestors(int id);

    /// <summary>The rows in the order asked for, from the snapshot of the connection; what does not exist is left out.</summary>
    IReadOnlyList<RowName> Names(SqliteConnection connection, IReadOnlyList<int> ids);
}
