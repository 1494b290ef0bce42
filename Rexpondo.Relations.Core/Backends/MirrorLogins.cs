using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>
/// Logins of a back end that were stored before <see cref="TextRule"/> and would be cleaned today. Where the login is all that a
/// person is known by, the source would be taken to have somebody new, without the grants of the one who is stored.
/// </summary>
internal static class MirrorLogins
{
    /// <summary>Those that can be cleaned: nobody else has the login.</summary>
    public static List<(int Id, string Stored, string Clean)> Unclean(SqliteConnection connection, string backEnd) =>
    [
        // Of printable ASCII only what has a space can differ.
        .. connection.Query(
            """
            SELECT u.id, u.login FROM customer_user u JOIN back_end b ON b.id = u.back_end
            WHERE b.name = $backEnd AND u.external_id IS NULL AND u.login GLOB '*[^!-~]*' ORDER BY u.id
            """,
            row => (Id: row.GetInt32(0), Stored: row.GetString(1), Clean: TextRule.Clean(row.GetString(1))),
            ("$backEnd", backEnd))
            .Where(login => login.Clean != login.Stored && FieldRules.Error("login", login.Clean, required: true) is null)
            .DistinctBy(login => LoginFolding.Fold(login.Clean))
            .Where(login => connection.Scalar("SELECT EXISTS (SELECT 1 FROM customer_user WHERE login_folded = $login)", ("$login", LoginFolding.Fold(login.Clean))) == 0),
    ];

    /// <summary>Cleans them, with a line of the log for each.</summary>
    public static void Clean(SqliteConnection connection, string backEnd, Func<long> begin)
    {
        var (logins, changeSet) = (Unclean(connection, backEnd), begin());
        foreach (var (id, stored, clean) in logins)
        {
            connection.Execute(
                "UPDATE customer_user SET login = $login, login_folded = $folded WHERE id = $id", ("$login", clean), ("$folded", LoginFolding.Fold(clean)), ("$id", id));
            ChangeLog.Field(connection, changeSet, RelationSide.CustomerUser, id, RecordField.Login, stored, clean);
        }
    }
}
