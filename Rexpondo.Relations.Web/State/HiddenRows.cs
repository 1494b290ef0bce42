using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Settings;

namespace Rexpondo.Relations.Web.State;

/// <summary>Permission keys that settings would withdraw though they are in use.</summary>
public static class HiddenRows
{
    /// <summary>The withdrawn keys, each with the stored rows that carry it and would be hidden.</summary>
    public static IReadOnlyList<(string Key, int Rows)> Of(SettingsReader reader, RelationSettings now, RelationSettings then)
    {
        var withdrawn = now.PermissionKeys.Except(then.PermissionKeys).ToList();
        return withdrawn.Count == 0 ? [] : [.. reader.RowsWithKeys(withdrawn).Where(key => key.Value > 0).Select(key => (key.Key, key.Value))];
    }
}
