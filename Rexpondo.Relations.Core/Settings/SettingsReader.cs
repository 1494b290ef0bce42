using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Settings;

/// <summary>Reads what the screens of the system configuration show. Answers about access never ask it: a draft has no effect.</summary>
public sealed class SettingsReader(RelationsStore store)
{
    /// <summary>In force, drafted, and the back ends, from one snapshot.</summary>
    public SettingsState Read() => store.Read(Read);

    /// <summary>How many deployments there were.</summary>
    public int CountDeployments() => store.Read(connection => (int)connection.Scalar("SELECT count(*) FROM deployment"));

    /// <summary>The newest deployments, newest first.</summary>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<Deployment> Deployments(int count) => store.Read(connection =>
    {
        var values = connection.Query(
            """
            SELECT deployment_id, name, old_value, new_value FROM deployment_value
            WHERE deployment_id IN (SELECT id FROM deployment ORDER BY id DESC LIMIT $count)
            """,
            row => (Deployment: row.GetInt64(0), Value: Value(row)),
            ("$count", count)).ToLookup(item => item.Deployment, item => item.Value);
        return connection.Query(
            """
            SELECT d.id, s.agent_login, s.at, d.comment FROM deployment d JOIN change_set s ON s.id = d.change_set_id
            ORDER BY d.id DESC LIMIT $count
            """,
            row => new Deployment(
                row.GetInt64(0), row.GetString(1), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)), row.GetString(3),
                [.. values[row.GetInt64(0)].OrderBy(value => SettingNames.All.IndexOf(value.Name))]),
            ("$count", count));
    });

    /// <summary>How many stored rows of customer users and of customers carry a permission key, for each key that is asked for.</summary>
    public IReadOnlyDictionary<string, int> RowsWithKeys(IEnumerable<string> keys) => store.Read(connection => keys.Distinct().ToDictionary(
        key => key,
        key => (int)connection.Scalar(
            """
            WITH asked (bits) AS (SELECT 1 << bit FROM permission_key WHERE name = $key)
            SELECT (SELECT count(*) FROM customer_user_group, asked WHERE keys & bits)
                 + (SELECT count(*) FROM customer_group, asked WHERE keys & bits)
            """,
            ("$key", key))));

    /// <summary>The same inside somebody's snapshot or transaction.</summary>
    internal static SettingsState Read(SqliteConnection connection) => new(
        SettingsTable.Read(connection),
        [.. connection.Query(
            "SELECT d.name, d.value, d.base_value, a.login, d.at FROM setting_draft d JOIN agent a ON a.id = d.agent_id",
            row => new SettingDraft(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4))))
            .OrderBy(draft => SettingNames.All.IndexOf(draft.Name))],
        BackEndTable.Read(connection));

    /// <summary>The values of one deployment, or none for a number that is none.</summary>
    internal static List<DeployedValue> Values(SqliteConnection connection, long deployment) => connection.Query(
        "SELECT deployment_id, name, old_value, new_value FROM deployment_value WHERE deployment_id = $id", Value, ("$id", deployment));

    // No old value: nothing had ever been put in force, so the default was.
    private static DeployedValue Value(SqliteDataReader row) => new(
        row.GetString(1), row.IsDBNull(2) ? SettingValues.Default(row.GetString(1)) : row.GetString(2), row.GetString(3));
}
