namespace Rexpondo.Relations.Core;

/// <summary>A source of customer users.</summary>
/// <param name="Id">Internal number.</param>
/// <param name="Name">Its name; <see cref="DefaultName"/> is the module's own database.</param>
public sealed record BackEnd(int Id, string Name)
{
    /// <summary>The name of the module's own, read-write back end.</summary>
    public const string DefaultName = "Default";

    /// <summary>The kind of <see cref="DefaultName"/>.</summary>
    public const string DatabaseKind = "Database";

    /// <summary>What kind of source: <see cref="DatabaseKind"/>, <c>Csv</c>, …</summary>
    public string Kind { get; init; } = DatabaseKind;

    /// <summary>The file that configures it, as people know it (<c>config/partners.json</c>); null for <see cref="DefaultName"/>.</summary>
    public string? File { get; init; }

    /// <summary>False once no file configures it any more: its persons stay as they are.</summary>
    public bool IsConfigured { get; init; } = true;

    /// <summary>Group support as its file fixes it, which wins over a deployed value; null: the setting decides.</summary>
    public bool? GroupSupport { get; init; }

    /// <summary>Its persons come from elsewhere and cannot be edited here; their relations can (spec §1).</summary>
    public bool IsReadOnly => Name != DefaultName;
}
