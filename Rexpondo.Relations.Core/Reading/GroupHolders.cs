using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>Who has effective access to a group, each customer user once.</summary>
/// <param name="Direct">By a stored row of their own.</param>
/// <param name="ViaCustomer">Not directly, but through a customer.</param>
/// <param name="Otherwise">Neither, but because everybody has it or group support is off.</param>
public sealed record GroupHolders(IdSet Direct, IdSet ViaCustomer, IdSet Otherwise)
{
    /// <summary>Everybody with access.</summary>
    public IdSet All => Direct | ViaCustomer | Otherwise;
}
