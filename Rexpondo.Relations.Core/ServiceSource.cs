namespace Rexpondo.Relations.Core;

/// <summary>Where the effective services of a customer user come from (spec S1, S4).</summary>
public enum ServiceSource
{
    /// <summary>Her own specific services; the defaults do not apply.</summary>
    Specific,

    /// <summary>The default services; she has no effective specific one.</summary>
    Default,

    /// <summary>Nothing: the customer user is unknown and the desk gives unknown ones no defaults (S4).</summary>
    None,
}
