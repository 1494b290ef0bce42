namespace Rexpondo.Relations.Core.History;

/// <summary>What kind of thing a line of the log is about.</summary>
public enum ChangeTopic
{
    /// <summary>A cell of a relation.</summary>
    Relations,

    /// <summary>A field of a customer user, customer, group or service.</summary>
    Records,

    /// <summary>A setting that was deployed.</summary>
    Settings,
}
