using System.Globalization;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.History;

/// <summary>How the objects of some lines are called today. The log has their numbers: a rename renames its past as well.</summary>
public sealed class ObjectNames
{
    private readonly Dictionary<ObjectRef, ObjectName> names = [];

    private ObjectNames()
    {
    }

    /// <summary>The name of an object; its number where there is none.</summary>
    public ObjectName this[ObjectRef one] => names.TryGetValue(one, out var name)
        ? name
        : new ObjectName(one, Number(one.Id), Number(one.Id), IsThere: false);

    internal static ObjectNames Read(SqliteConnection connection, IEnumerable<ChangeLine> lines) =>
        Read(connection, lines.SelectMany(line => line.Objects));

    internal static ObjectNames Read(SqliteConnection connection, IEnumerable<ObjectRef> objects)
    {
        var read = new ObjectNames();
        foreach (var side in objects.Distinct().GroupBy(one => one.Side, one => one.Id))
        {
            connection.Each(
                $"{Sql(side.Key)} WHERE id IN (SELECT value FROM json_each($ids))",
                row =>
                {
                    var one = new ObjectRef(side.Key, row.GetInt32(0));
                    var name = side.Key switch
                    {
                        RelationSide.CustomerUser => PersonName.Of(row.GetString(2), row.GetString(3), row.GetString(1)),
                        RelationSide.Customer => Customer.ShownOf(row.GetString(1), row.GetString(2)),
                        _ => row.GetString(1),
                    };
                    read.names[one] = new ObjectName(one, name, row.GetString(1), IsThere: true);
                },
                ("$ids", side.Json()));
        }

        return read;
    }

    private static string Number(int id) => string.Create(CultureInfo.InvariantCulture, $"#{id}");

    private static string Sql(RelationSide side) => side switch
    {
        RelationSide.CustomerUser => "SELECT id, login, first_name, last_name FROM customer_user",
        RelationSide.Customer => "SELECT id, customer_id, name FROM customer",
        RelationSide.Group => "SELECT id, name FROM permission_group",
        RelationSide.Service => "SELECT id, full_name FROM service",
        RelationSide.Everybody => throw new ArgumentException($"{side} has no name", nameof(side)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
