namespace Rexpondo.Relations.Core;

/// <summary>A source of customer users.</summary>
/// <param name="Id">Internal number.</param>
/// <param name="Name">Its name; <see cref="DefaultName"/> is the module's own database.</param>
public sealed record BackEnd(int Id, string Name)
{
    /// <summary>The name of the module's own, read-write back end.</summary>
    public const string DefaultName = "Default";
}
