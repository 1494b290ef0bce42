using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>Groups as rows.</summary>
public sealed class GroupRows(Catalog catalog) : IRowSource
{
    /// <inheritdoc/>
    public IRowSpace Space => catalog.GroupRows;

    /// <inheritdoc/>
    public IdSet Effective { get; } = IdSet.Of(catalog.Groups.Where(group => group.Validity == Validity.Valid).Select(group => group.Id.Value));

    /// <inheritdoc/>
    public IEnumerable<int> Ancestors(int id) => [];

    /// <inheritdoc/>
    public IReadOnlyList<RowName> Names(SqliteConnection connection, IReadOnlyList<int> ids) =>
        [.. ids.Select(id => catalog.Find(new GroupId(id))).OfType<Group>().Select(group => new RowName(
            group.Id.Value, group.Name, group.Name, "", 0, group.Validity == Validity.Valid ? null : new RowFault(group.Validity, null)))];
}
