using System.Collections.Immutable;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>
/// The whole answer for everybody: one line for each valid customer user, sorted by login by code point. Restates no rule;
/// <see cref="AccessWorld"/> asks them.
/// </summary>
public sealed class AccessReport(RelationsStore store, AccessWorldReader worlds)
{
    /// <summary>The lines, at one revision of the store, made one by one as they are read.</summary>
    /// <param name="login">Only this customer user, in any letter case; null for all.</param>
    /// <returns>Null if nobody has the login; no line if she is not valid.</returns>
    public AccessTable? Read(string? login = null)
    {
        var (world, logins) = store.Read(connection => (worlds.Read(connection), connection.Query(
            "SELECT id, login FROM customer_user WHERE $all OR id = $id",
            row => (Id: new CustomerUserId(row.GetInt32(0)), Login: row.GetString(1)),
            ("$all", login is null), ("$id", login is null ? null : CustomerUserReader.IdOf(connection, login)?.Value))));
        return login is not null && logins.Count == 0
            ? null
            : new AccessTable(world.Catalog.Keys, Lines(world, logins.OrderBy(person => person.Login, CodePointOrder.Instance)));
    }

    private static IEnumerable<AccessLine> Lines(AccessWorld world, IEnumerable<(CustomerUserId Id, string Login)> logins)
    {
        var catalog = world.Catalog;
        var groups = catalog.Groups.OrderBy(group => group.Name, CodePointOrder.Instance).ToList();
        foreach (var (id, login) in logins)
        {
            if (world.Find(id) is not { Valid: true } person)
            {
                continue;
            }

            var effective = groups.Select(group => (group.Name, Keys: world.Effective(person, group))).Where(group => !group.Keys.IsEmpty).ToList();
            var services = world.ServicesOf(person);
            yield return new AccessLine(
                login,
                [.. catalog.Keys.All.Select(key => (key.Name, Names(effective.Where(group => group.Keys.Contains(key.Set)).Select(group => group.Name))))],
                Names(services.Services.Select(service => catalog.Services.Find(service)!.FullName).Order(CodePointOrder.Instance)),
                services.Source);
        }

        static ImmutableArray<string> Names(IEnumerable<string> names) => [.. names];
    }
}
