using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Agents;

/// <summary>What an agent may do, asked of the store inside the transaction of what is done (E6).</summary>
internal static class AgentRights
{
    /// <summary>The login of an agent who may edit, or the refusal.</summary>
    public static (string? Login, string Refused) MayEdit(SqliteConnection connection, AgentId agent)
    {
        var found = connection.Query(
            "SELECT login, role, disabled FROM agent WHERE id = $id",
            row => (Login: row.GetString(0), May: row.GetInt32(1) == (int)AgentRole.Admin && row.GetInt32(2) == 0),
            ("$id", agent.Value));
        return found is [var one] ? (one.May ? one.Login : null, one.Login) : (null, "");
    }
}
