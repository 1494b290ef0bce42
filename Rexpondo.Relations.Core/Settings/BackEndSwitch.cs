namespace Rexpondo.Relations.Core.Settings;

/// <summary>A back end as the switch <c>CustomerGroupSupport</c> sees it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="File">The file that configures it, or null for the module's own database.</param>
/// <param name="Fixed">Group support as the file fixes it, which wins over a deployed value; null: the setting decides.</param>
public sealed record BackEndSwitch(string Name, string? File, bool? Fixed);
