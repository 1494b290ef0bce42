using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Records;

/// <summary>
/// Edits services. Another name or parent carries all descendants along in the same transaction; every relation stays
/// (<see cref="ServiceMoveRule"/> says what is possible).
/// </summary>
public sealed class ServiceEditor(RelationsStore store, AccessWorldReader worlds, StoreBell bell, TimeProvider clock)
    : RecordEditor<ServiceId, ServiceFields>(RelationSide.Service, store, worlds, bell, clock)
{
    private static readonly ImmutableArray<FormField<ServiceFields>> Form =
    [
        FormField<ServiceFields>.Line(RecordField.Name, f => f.Name, (f, text) => f with { Name = text }, ServiceMoveRule.LevelError),
        new(
            RecordField.SubServiceOf,
            (connection, f) => f.Parent is { } parent ? NameOf(connection, parent) ?? $"#{parent}" : "",
            (connection, f, text) => text.Length == 0 ? f with { Parent = null } : IdOf(connection, text) is { } parent ? f with { Parent = parent } : null)
        {
            CalledBy = (connection, text) => LevelsOf(connection, text)
                .SelectMany(level => new[] { RecordField.Name, RecordField.SubServiceOf }.Select(field => (RelationSide.Service, level.Value, field))),
        },
        FormField<ServiceFields>.Comment(f => f.Comment, (f, text) => f with { Comment = text }),
        FormField<ServiceFields>.Validity(f => f.Validity, (f, validity) => f with { Validity = validity }),
    ];

    private protected override ImmutableArray<FormField<ServiceFields>> Fields => Form;

    private protected override bool TouchesNames => false;

    private protected override int Number(ServiceId id) => id.Value;

    private protected override ServiceFields? Find(SqliteConnection connection, int id) => connection.Query(
        "SELECT full_name, parent_id, comment, validity FROM service WHERE id = $id",
        row => new ServiceFields
        {
            Name = ServicePath.Levels(row.GetString(0))[^1],
            Parent = row.IsDBNull(1) ? null : new ServiceId(row.GetInt32(1)),
            Comment = row.GetString(2),
            Validity = (Validity)row.GetInt32(3),
        },
        ("$id", id)).FirstOrDefault();

    private protected override (string Name, object? Value)[] Columns(SqliteConnection connection, ServiceFields fields) =>
    [
        ("full_name", FullName(connection, fields)),
        ("parent_id", fields.Parent?.Value),
        ("comment", fields.Comment),
        ("validity", (int)fields.Validity),
    ];

    private protected override IEnumerable<FieldError> Errors(
        SqliteConnection connection, int? id, ServiceFields? now, ServiceFields wanted, RestoredRecords? restored) =>
        now is not null && (now.Name, now.Parent) == (wanted.Name, wanted.Parent)
            ? []
            : ServiceMoveRule.Errors(restored?.Services ?? CatalogReader.Load(connection).Services, id is { } number ? new ServiceId(number) : null, wanted);

    private protected override void Restored(SqliteConnection connection, int id, ServiceFields now, ServiceFields wanted, RestoredRecords restored)
    {
        base.Restored(connection, id, now, wanted, restored);
        restored.Services = ServiceMoveRule.After(restored.Services ?? CatalogReader.Load(connection).Services, new ServiceId(id), wanted);
    }

    private protected override AccessWorld With(AccessWorld world, RestoredRecords restored) =>
        restored.Services is { } services ? world.With(world.Catalog.With(services)) : world;

    // The subtree's names cannot meet names of others on the way: a name that is free has no descendants.
    private protected override void Carry(SqliteConnection connection, int id, ServiceFields before, ServiceFields after, long changeSet, bool restores)
    {
        var (oldName, newName) = (FullName(connection, before), FullName(connection, after));
        if (oldName != newName)
        {
            connection.Execute(
                """
                WITH RECURSIVE below (id) AS (
                    SELECT id FROM service WHERE parent_id = $id UNION ALL SELECT s.id FROM service s JOIN below ON s.parent_id = below.id)
                UPDATE service SET full_name = $new || substr(full_name, length($old) + 1) WHERE id IN below
                """,
                ("$id", id), ("$old", oldName), ("$new", newName));
        }
    }

    private protected override Consequences Preview(SqliteConnection connection, AccessWorld before, int id, ServiceFields wanted) =>
        Consequences.BetweenServices(before, before.With(before.Catalog.With(ServiceMoveRule.After(before.Catalog.Services, new ServiceId(id), wanted))));

    private static string FullName(SqliteConnection connection, ServiceFields fields) =>
        ServiceMoveRule.FullName(fields.Parent is { } parent ? NameOf(connection, parent) : null, fields.Name);

    private static string? NameOf(SqliteConnection connection, ServiceId id) =>
        connection.Query("SELECT full_name FROM service WHERE id = $id", row => row.GetString(0), ("$id", id.Value)).FirstOrDefault();

    // The service of this name and those it is below.
    private static IEnumerable<ServiceId> LevelsOf(SqliteConnection connection, string fullName)
    {
        for (var name = fullName; name is not null; name = ServicePath.Parent(name))
        {
            if (IdOf(connection, name) is { } level)
            {
                yield return level;
            }
        }
    }

    private static ServiceId? IdOf(SqliteConnection connection, string fullName) => connection.Query(
        "SELECT id FROM service WHERE full_name = $name", row => (ServiceId?)new ServiceId(row.GetInt32(0)), ("$name", fullName)).FirstOrDefault();
}
