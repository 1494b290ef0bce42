using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>A directory and how its entries become customer users, as configured. Holds no secret.</summary>
internal sealed record LdapOptions
{
    /// <summary>Asked in this order until one answers; at least one.</summary>
    public required ImmutableArray<LdapServer> Servers { get; init; }

    /// <summary>Path of the certificates that are trusted, and no others; null: those that the machine trusts.</summary>
    public string? CaFile { get; init; }

    /// <summary>Who asks; null: anonymous.</summary>
    public string? BindDn { get; init; }

    /// <summary>Set if <see cref="BindDn"/> is.</summary>
    public LdapPassword? Password { get; init; }

    /// <summary>The entry below which the persons are, at any depth.</summary>
    public required string Base { get; init; }

    /// <summary>Which entries are persons.</summary>
    public string Filter { get; init; } = "(objectClass=inetOrgPerson)";

    /// <summary>Which attribute is which field.</summary>
    public required LdapAttributes Attributes { get; init; }

    /// <summary>Values of <see cref="LdapAttributes.Valid"/> that say valid, in any letter case; any other among them, or none, says invalid.</summary>
    public ImmutableHashSet<string> ValidValues { get; init; } = Words("TRUE valid");

    /// <summary>Who matches is valid, who does not is invalid; null: not asked.</summary>
    public string? ValidFilter { get; init; }

    /// <summary>How many entries are asked for at once.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>How long a server may be silent while an answer is awaited.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause between two readings.</summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>From its keys; null if one is wrong.</summary>
    public static LdapOptions? Of(BackEndKeys keys)
    {
        var bindDn = keys.Text("bindDn", required: false);
        var attributes = keys.Part("attributes");
        var options = new LdapOptions
        {
            Servers = ServersOf(keys),
            CaFile = keys.PathOf("caFile", required: false),
            BindDn = bindDn,
            Password = LdapPassword.Of(keys, bindDn),
            Base = keys.Text("base", required: true) ?? "",
            Attributes = LdapAttributes.Of(attributes),
            ValidFilter = FilterOf(keys, "validFilter"),
        };
        options = options with
        {
            Filter = FilterOf(keys, "filter") ?? options.Filter,
            ValidValues = ValidValuesOf(keys) ?? options.ValidValues,
            PageSize = keys.Number("pageSize", 1, 5000) ?? options.PageSize,
            Timeout = Seconds(keys, "timeout", 1, 600) ?? options.Timeout,
            RefreshInterval = Seconds(keys, "refreshInterval", 30, 86400) ?? options.RefreshInterval,
        };
        if (options.Attributes.Valid is null && keys.Has("validValues"))
        {
            keys.Mistake("validValues", "is only possible with attributes:valid");
        }

        if (options.Attributes.Valid is not null && keys.Has("validFilter"))
        {
            keys.Mistake("validFilter", "is not possible with attributes:valid");
        }

        return keys.AreGood ? options : null;
    }

    private static ImmutableArray<LdapServer> ServersOf(BackEndKeys keys)
    {
        var servers = ImmutableArray.CreateBuilder<LdapServer>();
        if (keys.Text("servers", required: true) is { } text)
        {
            if (LdapServer.HasUser(text))
            {
                keys.Mistake("servers", $"user and password do not belong here; write {LdapServer.Scheme}://host, and bindDn and passwordFile");
                return [];
            }

            foreach (var address in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                var (server, error) = LdapServer.Parse(address);
                if (server is null)
                {
                    keys.Mistake("servers", error!);
                }
                else
                {
                    servers.Add(server);
                }
            }

            if (string.IsNullOrWhiteSpace(text))
            {
                keys.Mistake("servers", "is empty");
            }
        }

        return servers.ToImmutable();
    }

    private static string? FilterOf(BackEndKeys keys, string key)
    {
        var filter = keys.Text(key, required: false);
        if (filter is null)
        {
            return null;
        }

        if (LdapFilter.Error(filter) is { } error)
        {
            keys.Mistake(key, error);
            return null;
        }

        return LdapFilter.Compact(filter);
    }

    private static ImmutableHashSet<string>? ValidValuesOf(BackEndKeys keys)
    {
        if (keys.Text("validValues", required: false) is not { } text)
        {
            return null;
        }

        var words = Words(text);
        if (words.IsEmpty)
        {
            keys.Mistake("validValues", "is empty; nobody would be valid");
        }

        return words;
    }

    private static TimeSpan? Seconds(BackEndKeys keys, string key, int min, int max) =>
        keys.Number(key, min, max) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private static ImmutableHashSet<string> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
}
