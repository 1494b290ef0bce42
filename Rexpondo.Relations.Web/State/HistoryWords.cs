using System.Diagnostics;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.History;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>Puts the change log into the words of the screens.</summary>
public static class HistoryWords
{
    private const int KeptNamed = 3;

    /// <summary>What kind of thing a line is about: the relation, the kind of record, or a setting.</summary>
    public static string Topic(ChangeLine line) => line switch
    {
        CellLine cell => Relation(cell.Kind),
        FieldLine field => Side(field.Record.Side),
        SettingLine => Texts.SystemConfiguration,
        _ => throw new UnreachableException(),
    };

    /// <summary>What a change set can be about, as it is filtered for.</summary>
    public static string What(ChangeTopic what) => what switch
    {
        ChangeTopic.Relations => Texts.HistoryRelations,
        ChangeTopic.Records => Texts.HistoryRecords,
        ChangeTopic.Settings => Texts.HistorySettings,
        _ => throw new UnreachableException(),
    };

    /// <summary>A relation, as its tile calls it.</summary>
    public static string Relation(RelationKind kind) =>
        kind == RelationKind.CustomerUserGroup ? Texts.CustomerUsersGroups
        : kind == RelationKind.CustomerUserService ? Texts.CustomerUsersServices
        : kind == RelationKind.CustomerGroup ? Texts.CustomersGroups
        : kind == RelationKind.CustomerUserCustomer ? Texts.CustomerUsersCustomers
        : Texts.HistoryDefaultServices;

    /// <summary>What stands on a side, one of them.</summary>
    public static string Side(RelationSide side) => side switch
    {
        RelationSide.CustomerUser => Texts.CustomerUser,
        RelationSide.Customer => Texts.Customer,
        RelationSide.Group => Texts.Group,
        RelationSide.Service => Texts.Service,
        RelationSide.Everybody => Texts.Everybody,
    };

    /// <summary>What a line is about: <c>Anna Meier · billing</c>, <c>Anna Meier · Phone</c>, the name of a setting.</summary>
    public static string About(ChangeLine line, ObjectNames names) => line switch
    {
        CellLine { Kind: var kind } when kind == RelationKind.DefaultService => Joined([Texts.HistoryDefaultServices, .. Names(line, names)]),
        CellLine => Joined(Names(line, names)),
        FieldLine field => Joined([.. Names(line, names), .. field.Old is null && field.Field is RecordField.Login or RecordField.CustomerId ? Array.Empty<string>() : [field.Field]]),
        SettingLine setting => setting.Name,
        _ => throw new UnreachableException(),
    };

    /// <summary>What was and what became of it: <c>none</c> and <c>ro</c>.</summary>
    public static (string Old, string New) Change(ChangeLine line, Catalog catalog) => line switch
    {
        CellLine { Kind.HasPermissions: true } cell => (Keys(catalog, cell.Old, Texts.NoneBefore), Keys(catalog, cell.New, Texts.NoAccess)),
        CellLine cell => (Assigned(cell.Old), Assigned(cell.New)),
        FieldLine { Old: null } field => (Texts.HistoryNotThere, Shown(field.New)),
        FieldLine field => (Shown(field.Old), Shown(field.New)),
        SettingLine setting => (SettingText.Value(setting.Old), SettingText.Value(setting.New)),
        _ => throw new UnreachableException(),
    };

    /// <summary>How much a change set changed: <c>3 granted · 1 withdrawn · 2 fields</c>; nothing for one that its reason tells.</summary>
    public static string Counts(ChangeCounts counts)
    {
        var parts = new List<string>();
        Add(counts.Granted, Texts.GrantedCount, Texts.GrantedCount);
        Add(counts.Withdrawn, Texts.WithdrawnCount, Texts.WithdrawnCount);
        Add(counts.Fields, Texts.HistoryFieldsOne, Texts.HistoryFieldsOther);
        Add(counts.Settings, Texts.CountSettingsOne, Texts.CountSettingsOther);
        return Joined(parts);

        void Add(int count, string one, string other)
        {
            if (count > 0)
            {
                parts.Add(Say.Count(count, one, other));
            }
        }
    }

    /// <summary>What was set back and what was left: <c>4 cells set back. 1 left: anna · billing was changed since by ben.</c></summary>
    public static string Of(Undone undone, ObjectNames names, Catalog catalog)
    {
        var kept = undone.Done.Kept;
        var back = undone.ChangeSet is null ? Texts.UndoNothing : Say.Format(Texts.UndoDone, SetBack(undone.Done));
        if (kept.IsEmpty)
        {
            return back;
        }

        var named = string.Join("; ", kept.Take(KeptNamed).Select(line => Kept(line, names, catalog)));
        var left = kept.Length > KeptNamed ? Say.Format(Texts.AndMore, named, kept.Length - KeptNamed) : named;
        return string.Join(' ', back, Say.Format(Texts.UndoLeft, kept.Length, left));
    }

    /// <summary><c>4 cells, 2 fields</c>.</summary>
    public static string SetBack(UndoDone done)
    {
        var parts = new[]
        {
            (done.Cells, Texts.HistoryCellsOne, Texts.HistoryCellsOther), (done.Fields, Texts.HistoryFieldsOne, Texts.HistoryFieldsOther),
            (done.Settings, Texts.CountSettingsOne, Texts.CountSettingsOther),
        };
        return string.Join(", ", parts.Where(part => part.Item1 > 0).Select(part => Say.Count(part.Item1, part.Item2, part.Item3)));
    }

    /// <summary>Why a line is left: <c>anna · billing was changed since by ben</c>.</summary>
    public static string Kept(KeptLine kept, ObjectNames names, Catalog catalog)
    {
        var about = About(kept.Line, names);
        return kept.Why switch
        {
            ChangedSince { By: { } by } => Say.Format(Texts.KeptChangedBy, about, by),
            ChangedSince => Say.Format(Texts.KeptChanged, about),
            GroupIsLocked { Lock: GroupLock.Never } => Say.Format(Texts.KeptNever, about),
            GroupIsLocked => Say.Format(Texts.KeptDefault, about),
            KeyNotConfigured => Say.Format(Texts.KeptKey, about, Keys(catalog, ((CellLine)kept.Line).Old, "")),
            RecordWasAdded => Say.Format(Texts.KeptAdded, about),
            EditedElsewhere(var backEnd) => Say.Format(Texts.KeptReadOnly, about, backEnd),
            RuleAgainst(var reason) => Say.Format(Texts.KeptRule, about, reason),
            _ => throw new UnreachableException(),
        };
    }

    // What is stored, not what it counts for: ro beside rw is told.
    private static string Keys(Catalog catalog, PermissionSet stored, string none)
    {
        var order = catalog.Keys.All.Select(key => key.Name).ToList();
        var names = catalog.KeyBits.Where(key => stored.Contains(PermissionSet.OfBit(key.Value))).Select(key => key.Key)
            .OrderBy(name => order.IndexOf(name) is var at and >= 0 ? at : int.MaxValue);
        return stored.IsEmpty ? none : string.Join(", ", names);
    }

    private static string Assigned(PermissionSet stored) => stored.IsEmpty ? Texts.HistoryNotAssigned : Texts.HistoryAssigned;

    private static string Shown(string text) => text.Length > 0 ? text : Texts.EmptyValue;

    private static IEnumerable<string> Names(ChangeLine line, ObjectNames names) => line.Objects.Select(one => names[one].Name);

    private static string Joined(IEnumerable<string> parts) => Say.Join(" · ", parts);
}
