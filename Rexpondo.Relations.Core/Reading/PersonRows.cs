using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>Customer users as rows.</summary>
public sealed class PersonRows(NameIndex index, AccessWorld world) : IRowSource
{
    /// <inheritdoc/>
    public IRowSpace Space => index;

    /// <inheritdoc/>
    public IdSet Effective => world.Counts.ValidPersons;

    /// <inheritdoc/>
    public IEnumerable<int> Ancestors(int id) => [];

    /// <inheritdoc/>
    public IReadOnlyList<RowName> Names(SqliteConnection connection, IReadOnlyList<int> ids)
    {
        var found = CustomerUserReader.Read(connection, ids).ToDictionary(person => person.Id.Value);
        return [.. ids.Where(found.ContainsKey).Select(id => Row(found[id]))];
    }

    private RowName Row(CustomerUser person)
    {
        var name = index.HasNamesake(person.Id.Value, person.Name) ? $"{person.Name} ({person.Login})" : person.Name;
        return new RowName(person.Id.Value, name, name, person.Detail, 0, person.Counts ? null : new RowFault(person.Validity, null, person.Blocked))
        {
            OwnName = person.Name,
            Login = person.Login,
            BackEnd = person.BackEnd == BackEnd.DefaultName ? null : person.BackEnd,
        };
    }
}
