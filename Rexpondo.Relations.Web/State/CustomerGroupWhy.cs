using System.Collections.Immutable;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary><em>Why</em> of Customers ↔ Groups, from either side: what the customer gives all its customer users.</summary>
public sealed class CustomerGroupWhy : IWhyWriter
{
    /// <summary>The setting that gives groups to every customer.</summary>
    public static readonly string CompanyGroupsSetting = SettingText.Path(SettingNames.CompanyAlwaysGroups);

    /// <inheritdoc/>
    public Why Of(MatrixState state, RowName row, ImmutableArray<Grant> grants)
    {
        var keys = state.Snapshot.Keys;
        var stored = state.Snapshot.Stored[row.Id];
        var parts = ImmutableArray.CreateBuilder<WhyPart>();
        var locked = state.LockOf(row.Id);
        parts.AddRange(GroupWhyParts.Lock(locked, Texts.CustomerDefaultGroup, SettingNames.CompanyAlwaysGroups));
        var pending = state.Edits.Shown(state.Matrix.FixedId, row.Id, stored);
        if (pending != stored)
        {
            parts.Add(WhyWords.Change(keys, keys.Expand(stored), keys.Expand(pending)));
            if (keys.Expand(pending).IsEmpty && stored.Contains(PermissionSet.Rw) && locked == GroupLock.None)
            {
                parts.Add(new WhyPart(WhyLook.KeepRo, Texts.KeepRo));
            }
        }

        if (row.NotEffective is { } fault)
        {
            parts.Add(WhyWords.Fault(state.Matrix.RowSide, fault));
        }

        parts.AddRange(GroupWhyParts.Stored(state, row.Id, grants));
        return new Why(parts.ToImmutable());
    }
}
