using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Records;

/// <summary>
/// Edits groups. Another name keeps every relation, and the entries of the group in the settings follow it, as a deployment
/// of the same change set (<see cref="GroupNameInSettings"/>).
/// </summary>
public sealed class GroupEditor(RelationsStore store, AccessWorldReader worlds, StoreBell bell, TimeProvider clock)
    : RecordEditor<GroupId, GroupFields>(RelationSide.Group, store, worlds, bell, clock)
{
    private static readonly ImmutableArray<FormField<GroupFields>> Form =
    [
        FormField<GroupFields>.RequiredLine(RecordField.Name, f => f.Name, (f, text) => f with { Name = text }),
        FormField<GroupFields>.Comment(f => f.Comment, (f, text) => f with { Comment = text }),
        FormField<GroupFields>.Validity(f => f.Validity, (f, validity) => f with { Validity = validity }),
    ];

    /// <summary>
    /// Who would gain access if this were added under a name that a setting gives to everybody already (G5, G6). Nobody if it
    /// cannot be added as it is. That where group support is off everybody has every group (G3) is nothing a new group changes.
    /// </summary>
    public RecordEffect PreviewAdd(GroupFields wanted) => Store.Read(connection =>
    {
        var (before, cleaned) = (Worlds.Read(connection), Cleaned(wanted));
        var settings = before.Catalog.Settings;
        if (!settings.AlwaysGroups.Contains(cleaned.Name) && !settings.CompanyAlwaysGroups.Contains(cleaned.Name) || !CanAdd(connection, cleaned))
        {
            return new RecordEffect(Consequences.None, before.Catalog);
        }

        var unused = new GroupId(before.Catalog.Groups.Select(group => group.Id.Value).DefaultIfEmpty().Max() + 1);
        var added = new Group(unused, cleaned.Name, cleaned.Comment, cleaned.Validity);
        var after = before.With(before.Catalog.WithNew(added));
        return new RecordEffect(Consequences.Between(before, after, [added]), after.Catalog);
    });

    private protected override ImmutableArray<FormField<GroupFields>> Fields => Form;

    private protected override bool TouchesNames => false;

    private protected override int Number(GroupId id) => id.Value;

    private protected override GroupFields? Find(SqliteConnection connection, int id) => connection.Query(
        "SELECT name, comment, validity FROM permission_group WHERE id = $id",
        row => new GroupFields { Name = row.GetString(0), Comment = row.GetString(1), Validity = (Validity)row.GetInt32(2) },
        ("$id", id)).FirstOrDefault();

    private protected override (string Name, object? Value)[] Columns(SqliteConnection connection, GroupFields fields) =>
        [("name", fields.Name), ("comment", fields.Comment), ("validity", (int)fields.Validity)];

    private protected override IEnumerable<(string Field, string Text)> Unique(GroupFields fields) => [(RecordField.Name, fields.Name)];

    private protected override AccessWorld With(AccessWorld world, RestoredRecords restored) =>
        restored.Of<GroupFields>(RelationSide.Group).Select(record => world.Catalog.Find(new GroupId(record.Id)) is { } group ? With(group, record.Fields) : null)
            .OfType<Group>().ToList() is { Count: > 0 } groups ? world.With(world.Catalog.With(groups)) : world;

    private static Group With(Group group, GroupFields wanted) => group with { Name = wanted.Name, Comment = wanted.Comment, Validity = wanted.Validity };

    private protected override IEnumerable<FieldError> Errors(SqliteConnection connection, int? id, GroupFields? now, GroupFields wanted, RestoredRecords? restored)
    {
        if (Holder(connection, "name", id, Unique(wanted).Single(), restored) is not null)
        {
            yield return new FieldError(RecordField.Name, $"there is already a group \"{wanted.Name}\"");
        }
    }

    private protected override void Carry(SqliteConnection connection, int id, GroupFields before, GroupFields after, long changeSet, bool restores)
    {
        if (before.Name != after.Name && !restores)
        {
            GroupNameInSettings.Carry(connection, before.Name, after.Name, changeSet);
        }
    }

    private protected override Consequences Preview(SqliteConnection connection, AccessWorld before, int id, GroupFields wanted)
    {
        if (before.Catalog.Find(new GroupId(id)) is not { } group)
        {
            return Consequences.None;
        }

        var after = With(group, wanted);
        var settings = GroupNameInSettings.Renamed(before.Catalog.Settings, group.Name, wanted.Name);
        return Consequences.Between(before, before.With(before.Catalog.With([after]).With(settings)), [after]);
    }
}
