using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>Customers as rows.</summary>
public sealed class CustomerRows(NameIndex index, AccessWorld world) : IRowSource
{
    /// <inheritdoc/>
    public IRowSpace Space => index;

    /// <inheritdoc/>
    public IdSet Effective => world.Counts.ValidCustomers;

    /// <inheritdoc/>
    public IEnumerable<int> Ancestors(int id) => [];

    /// <inheritdoc/>
    public IReadOnlyList<RowName> Names(SqliteConnection connection, IReadOnlyList<int> ids)
    {
        var found = connection.Query(
            "SELECT id, customer_id, name, validity FROM customer WHERE id IN (SELECT value FROM json_each($ids))",
            row => new Customer(new CustomerNumber(row.GetInt32(0)), row.GetString(1), row.GetString(2), (Validity)row.GetInt32(3)),
            ("$ids", ids.Json())).ToDictionary(customer => customer.Number.Value);
        return [.. ids.Where(found.ContainsKey).Select(id => Row(found[id]))];
    }

    private RowName Row(Customer customer)
    {
        var name = index.HasNamesake(customer.Number.Value, customer.Shown) && customer.Detail.Length > 0 ? $"{customer.Shown} {customer.Detail}" : customer.Shown;
        return new RowName(
            customer.Number.Value, name, customer.Shown, customer.Detail, 0, customer.Validity == Validity.Valid ? null : new RowFault(customer.Validity, null))
        {
            OwnName = customer.Shown,
        };
    }
}
