using System.Text.RegularExpressions;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>Which attribute of an entry is which field; null where none is.</summary>
/// <param name="Id">The permanent id of the entry, which no rename changes.</param>
/// <param name="Login">Exactly one value.</param>
/// <param name="Valid">Whether somebody is valid; null: everybody is who is there, or <see cref="LdapOptions.ValidFilter"/> says it.</param>
/// <param name="Changed">When the entry was changed, a generalized time; null: it is always read whole.</param>
internal sealed partial record LdapAttributes(
    string Id, string Login, string? FirstName, string? LastName, string? Email, string? CustomerId, string? Phone, string? Mobile, string? Title, string? Valid,
    string? Changed)
{
    /// <summary>Active Directory's permanent id, which is not text but the bytes of a GUID.</summary>
    public const string ObjectGuid = "objectGUID";

    /// <summary>All that is asked for.</summary>
    public string[] All { get; } =
    [
        .. new[] { Id, Login, FirstName, LastName, Email, CustomerId, Phone, Mobile, Title, Valid, Changed }
            .OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>Those that say who is there, whether she is valid, and when she was changed.</summary>
    public string[] OfPresence { get; } = [.. new[] { Id, Valid, Changed }.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Each that is mapped, with its key in the file.</summary>
    public IEnumerable<(string Key, string Name)> Mapped
    {
        get
        {
            (string Key, string? Name)[] all =
            [
                ("id", Id), ("login", Login), ("firstName", FirstName), ("lastName", LastName), ("email", Email), ("customerId", CustomerId),
                ("phone", Phone), ("mobile", Mobile), ("title", Title), ("valid", Valid), ("changed", Changed),
            ];
            return all.Where(one => one.Name is not null).Select(one => (one.Key, one.Name!));
        }
    }

    /// <summary>The attribute is <see cref="ObjectGuid"/>, in any letter case.</summary>
    public static bool IsObjectGuid(string attribute) => attribute.Equals(ObjectGuid, StringComparison.OrdinalIgnoreCase);

    /// <summary>From the keys inside <c>attributes</c>.</summary>
    public static LdapAttributes Of(BackEndKeys keys)
    {
        var id = Required("id", "entryUUID");

        // Active Directory makes up modifyTimestamp when it is asked for it, and cannot search by it.
        var changed = IsObjectGuid(id) ? "whenChanged" : "modifyTimestamp";
        return new LdapAttributes(
            id, Required("login", "uid"), Optional("firstName", "givenName"), Optional("lastName", "sn"), Optional("email", "mail"),
            Optional("customerId", null), Optional("phone", "telephoneNumber"), Optional("mobile", "mobile"), Optional("title", null), Optional("valid", null),
            Optional("changed", changed));

        string Required(string key, string usual) => Checked(key, keys.Text(key, required: false)) ?? usual;

        string? Optional(string key, string? usual) => keys.TextOrNone(key) switch
        {
            null => usual,
            "" => null,
            var name => Checked(key, name),
        };

        string? Checked(string key, string? name)
        {
            if (name is not null && !Name().IsMatch(name))
            {
                keys.Mistake(key, $"\"{name}\" is no name of an attribute");
            }

            return name;
        }
    }

    [GeneratedRegex(@"\A([A-Za-z][A-Za-z0-9_-]*|[0-9]+(\.[0-9]+)+)(;[A-Za-z0-9-]+)*\z")]
    private static partial Regex Name();
}
