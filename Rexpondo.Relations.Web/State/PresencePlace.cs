using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Web.State;

/// <summary>What an agent can have open: a customer user, customer, group or service, the default services, a setting.</summary>
public readonly record struct PresencePlace
{
    private readonly string name;

    private PresencePlace(string name) => this.name = name;

    /// <summary>A record, on whichever screen; everybody with number 0 is the default services.</summary>
    public static PresencePlace Of(RelationSide side, int id) => new($"{side}/{id}");

    /// <summary>A setting of the desk.</summary>
    public static PresencePlace Setting(string setting) => new($"setting/{setting}");

    /// <inheritdoc/>
    public override string ToString() => name;
}
