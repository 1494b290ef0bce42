using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>May this customer user do that with this group? One question with every source or reason (G7).</summary>
public sealed class AccessCheck(RelationsStore store, AccessWorldReader worlds)
{
    /// <summary>Asks.</summary>
    /// <param name="login">The customer user, in any letter case.</param>
    /// <param name="group">The name of the group.</param>
    /// <param name="permission">The key.</param>
    public AccessAnswer Ask(string login, string group, string permission)
    {
        var (world, id) = store.Read(connection => (worlds.Read(connection), CustomerUserReader.IdOf(connection, login)));
        if (id is null || world.Find(id.Value) is not { } person)
        {
            return new AccessUnknown(RelationSide.CustomerUser, login);
        }

        if (world.Catalog.FindGroup(group) is not { } found)
        {
            return new AccessUnknown(RelationSide.Group, group);
        }

        if (world.Catalog.Keys.Find(TextRule.Clean(permission)) is not { } key)
        {
            return new AccessUnknown(null, permission);
        }

        var access = world.Explain(person, found);
        return access.Effective.Contains(key.Set)
            ? new AccessAllowed([.. access.SourcesOf(key.Set)])
            : new AccessDenied(GroupAccessRule.WhyNot(world.Facts(person, found), world.Grants(person, found), world.Catalog.Keys, key.Set));
    }
}
