using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>Services as rows of a tree.</summary>
public sealed class ServiceRows(Catalog catalog) : IRowSource
{
    /// <inheritdoc/>
    public IRowSpace Space => catalog.ServiceRows;

    /// <inheritdoc/>
    public IdSet Effective => catalog.EffectiveServiceIds;

    /// <inheritdoc/>
    public IEnumerable<int> Ancestors(int id) => catalog.Services.Ancestors(new ServiceId(id)).Select(service => service.Id.Value);

    /// <inheritdoc/>
    public IReadOnlyList<RowName> Names(SqliteConnection connection, IReadOnlyList<int> ids) =>
        [.. ids.Select(id => catalog.Services.Find(new ServiceId(id))).OfType<Service>().Select(service => new RowName(
            service.Id.Value, service.FullName, service.Level, "", service.Depth, Fault(service)))];

    private RowFault? Fault(Service service) =>
        service.Validity != Validity.Valid ? new RowFault(service.Validity, null)
        : catalog.Services.InvalidAncestor(service.Id) is { } ancestor ? new RowFault(ancestor.Validity, ancestor.FullName)
        : null;
}
