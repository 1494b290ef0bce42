using System.Collections.Immutable;
using System.Diagnostics;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>Words that several screens' <em>Why</em> columns share.</summary>
public static class WhyWords
{
    /// <summary>A row that does not count, and why.</summary>
    public static WhyPart Fault(RelationSide side, RowFault fault) => new(WhyLook.Chip, fault switch
    {
        { Ancestor: { } ancestor } => Say.Format(Texts.ParentInvalid, ancestor),
        { Blocked: true } => Texts.Blocked,
        _ when side == RelationSide.CustomerUser => Texts.CustomerUserInvalid,
        { Validity: Validity.InvalidTemporarily } => Texts.InvalidTemporarily,
        { Validity: Validity.Invalid } => Texts.Invalid,
        _ => throw new UnreachableException(),
    });

    /// <summary>What a pending change does to access: <c>rw → no access</c>.</summary>
    public static WhyPart Change(PermissionKeys keys, PermissionSet now, PermissionSet then) => now == then
        ? new WhyPart(WhyLook.Change, Say.Format(Texts.AccessStays, Access(keys, now, Texts.NoAccess)))
        : new WhyPart(
            (now - then).IsEmpty ? WhyLook.Change : WhyLook.Loss,
            Say.Format(Texts.FromTo, Access(keys, now, Texts.NoneBefore), Access(keys, then, Texts.NoAccess)));

    /// <summary>Who granted what is stored, and when: the keys are named only where they have different grantors.</summary>
    public static IEnumerable<WhyPart> Grantors(PermissionKeys keys, PermissionSet stored, ImmutableArray<Grant> grants)
    {
        var still = grants.Select(grant => grant with { Keys = grant.Keys & stored }).Where(grant => !grant.Keys.IsEmpty).ToList();
        return still.Select(grant => new WhyPart(WhyLook.Text, still.Count == 1
            ? Say.Format(Texts.GrantedBy, grant.Agent, Say.Date(grant.At))
            : Say.Format(Texts.KeysGrantedBy, Names(keys, grant.Keys), grant.Agent, Say.Date(grant.At))));
    }

    /// <summary>The names of keys; those that are no longer configured by their bit.</summary>
    public static string Names(PermissionKeys keys, PermissionSet set) =>
        string.Join(", ", keys.All.Where(key => set.Contains(key.Set)).Select(key => key.Name)
            .Concat((set - keys.AllSet).EachBit().Select(bit => Say.Format(Texts.KeyNotConfigured, bit))));

    /// <summary>Effective access in words: <c>rw</c>, <c>ro</c>, <c>ro, note</c> or <paramref name="none"/>.</summary>
    public static string Access(PermissionKeys keys, PermissionSet effective, string none) =>
        effective.IsEmpty ? none : keys.Describe(effective);
}
