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
        // Names are sorted once; a line only sorts places.
        var catalog = world.Catalog;
        var groupPlaces = Places(catalog.Groups.Select(group => (group.Id.Value, group.Name)));
        var servicePlaces = Places(catalog.Services.All.Select(service => (service.Id.Value, service.FullName)));
        var effective = new List<(Group Group, PermissionSet Keys)>();
        ImmutableArray<string>? defaults = null;
        foreach (var (id, login) in logins)
        {
            if (world.Find(id) is not { Valid: true } person)
            {
                continue;
            }

            world.Effective(person, effective);
            effective.Sort((a, b) => groupPlaces[a.Group.Id.Value].CompareTo(groupPlaces[b.Group.Id.Value]));
            var services = world.ServicesOf(person);
            yield return new AccessLine(
                login,
                [.. catalog.Keys.All.Select(key => (key.Name, NamesWith(key.Set)))],
                services.Source == ServiceSource.Default ? defaults ??= Names(services) : Names(services),
                services.Source);
        }

        ImmutableArray<string> NamesWith(PermissionSet key)
        {
            var names = ImmutableArray.CreateBuilder<string>(effective.Count);
            foreach (var (group, keys) in effective)
            {
                if (keys.Contains(key))
                {
                    names.Add(group.Name);
                }
            }

            return names.DrainToImmutable();
        }

        ImmutableArray<string> Names(EffectiveServices services) =>
            [.. services.Services.OrderBy(service => servicePlaces[service.Value]).Select(service => catalog.Services.Find(service)!.FullName)];

        static Dictionary<int, int> Places(IEnumerable<(int Id, string Name)> named) =>
            named.OrderBy(one => one.Name, CodePointOrder.Instance).Select((one, place) => (one.Id, place)).ToDictionary();
    }
}
