using System.Collections.Immutable;
using System.Diagnostics;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary><em>Why</em> of Customer Users ↔ Groups, from either side.</summary>
public sealed class GroupWhy : IWhyWriter
{
    /// <summary>Where the default groups are edited.</summary>
    public static readonly string DefaultGroupsSetting = SettingText.Path(SettingNames.AlwaysGroups);

    /// <inheritdoc/>
    public Why Of(MatrixState state, RowName row, ImmutableArray<Grant> grants)
    {
        var (left, right) = state.Matrix.Pair(row.Id);
        var world = state.Snapshot.World;
        if (world.Find(new CustomerUserId(left)) is not { } person || world.Catalog.Find(new GroupId(right)) is not { } group)
        {
            return Why.Nothing;
        }

        var stored = state.Snapshot.Stored[row.Id];
        var parts = ImmutableArray.CreateBuilder<WhyPart>();
        parts.AddRange(GroupWhyParts.Lock(state.LockOf(row.Id), Texts.DefaultGroup, SettingNames.AlwaysGroups));
        parts.AddRange(Change(state, row.Id, person, group, stored));
        if (row.NotEffective is { } fault)
        {
            parts.Add(WhyWords.Fault(state.Matrix.RowSide, fault));
        }

        parts.AddRange(world.Explain(person, group).Sources.SelectMany(source => Source(world.Catalog.Keys, source)));
        parts.AddRange(GroupWhyParts.Stored(state, row.Id, grants));
        return new Why(parts.ToImmutable());
    }

    private static IEnumerable<WhyPart> Change(MatrixState state, int row, PersonFacts person, Group group, PermissionSet stored)
    {
        var pending = state.Edits.Shown(state.Matrix.FixedId, row, stored);
        if (pending == stored)
        {
            yield break;
        }

        var world = state.Snapshot.World;
        var after = person with { Groups = person.Groups.With(group.Id.Value, pending) };
        var (now, then) = (world.Effective(person, group), world.Effective(after, group));
        if (GroupAccessRule.Blocked(world.Facts(person, group)) is not null)
        {
            // Without effect now; said in stored terms, because it counts again once both are valid.
            (now, then) = (world.Catalog.Keys.Expand(stored), world.Catalog.Keys.Expand(pending));
        }

        var keys = world.Catalog.Keys;
        yield return WhyWords.Change(keys, now, then);
        if (then.IsEmpty && stored.Contains(PermissionSet.Rw) && state.LockOf(row) == GroupLock.None)
        {
            yield return new WhyPart(WhyLook.KeepRo, Texts.KeepRo);
        }
    }

    private static IEnumerable<WhyPart> Source(PermissionKeys keys, AccessSource source)
    {
        var given = keys.Describe(source.Keys);
        return source.Kind switch
        {
            // The boxes themselves, and the lock, say these.
            AccessSourceKind.Direct or AccessSourceKind.ImpliedByRw or AccessSourceKind.AlwaysGroup => [],
            AccessSourceKind.Customer => [new WhyPart(WhyLook.Chip, Say.Format(Texts.FromCustomer, given, source.CustomerId))],
            AccessSourceKind.CompanyAlwaysGroup => [new WhyPart(WhyLook.Chip, Texts.CustomerDefaultGroup)],
            AccessSourceKind.SupportOff => [new WhyPart(WhyLook.Chip, Texts.GroupSupportOff)],
            _ => throw new UnreachableException(),
        };
    }
}
