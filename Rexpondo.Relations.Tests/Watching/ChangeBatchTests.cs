using System.Collections.Immutable;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Watching;

namespace Rexpondo.Relations.Tests.Watching;

/// <summary>Whom a change concerns.</summary>
public sealed class ChangeBatchTests
{
    private static readonly ChangeBatch Nothing = new(1, 1, []);

    [Fact]
    public void ReloadDeploymentAndRecord_TouchEverything()
    {
        foreach (var batch in new[] { new ChangeBatch(1, 2, [], Reload: true), Batch(everything: true), Batch(records: [new(RelationSide.Group, 3)]) })
        {
            batch.Touches(RelationSide.CustomerUser, 7).Should().BeTrue("a page names records of all kinds");
            batch.TouchesLists(RelationSide.Service).Should().BeTrue();
        }

        Nothing.Touches(RelationSide.CustomerUser, 7).Should().BeFalse();
        Nothing.TouchesLists(RelationSide.Group).Should().BeFalse();
    }

    [Fact]
    public void Cell_TouchesWhomItNames_AndWhoseAccessComesFromIt()
    {
        (RelationKind Kind, RelationSide Side, int Id, bool Touches)[] cases =
        [
            (RelationKind.CustomerUserGroup, RelationSide.CustomerUser, 1, true),
            (RelationKind.CustomerUserGroup, RelationSide.CustomerUser, 2, false),
            (RelationKind.CustomerUserGroup, RelationSide.Group, 2, true),
            (RelationKind.CustomerUserGroup, RelationSide.Group, 1, false),
            (RelationKind.CustomerUserGroup, RelationSide.Service, 2, false),
            (RelationKind.CustomerGroup, RelationSide.CustomerUser, 9, true),
            (RelationKind.CustomerGroup, RelationSide.Customer, 1, true),
            (RelationKind.CustomerGroup, RelationSide.Customer, 9, false),
            (RelationKind.CustomerUserCustomer, RelationSide.Group, 9, true),
            (RelationKind.CustomerUserCustomer, RelationSide.CustomerUser, 9, false),
            (RelationKind.DefaultService, RelationSide.CustomerUser, 9, true),
            (RelationKind.CustomerUserService, RelationSide.CustomerUser, 9, false),
            (RelationKind.CustomerUserService, RelationSide.Service, 9, true),
        ];

        cases.Should().OnlyContain(one => Batch(cell: Cell(one.Kind)).Touches(one.Side, one.Id) == one.Touches);
    }

    [Fact]
    public void Cell_TouchesTheListsOfItsFamily() => RelationKind.All.Should().OnlyContain(kind =>
        Batch(cell: Cell(kind)).TouchesLists(RelationSide.Service) == (kind.Right == RelationSide.Service)
        && Batch(cell: Cell(kind)).TouchesLists(RelationSide.CustomerUser) == (kind.Right != RelationSide.Service));

    [Fact]
    public void SetWithoutCellsAndRecords_AndNothingElse_TouchesAgents()
    {
        Batch().TouchesAgents.Should().BeTrue("that is how the change of an agent is told");
        Batch(cell: Cell(RelationKind.CustomerUserGroup)).Then(Batch()).TouchesAgents.Should().BeTrue();
        new ChangeBatch(1, 2, [], Reload: true).TouchesAgents.Should().BeTrue();
        foreach (var batch in new[] { Nothing, Batch(cell: Cell(RelationKind.CustomerUserGroup)), Batch(records: [new(RelationSide.Group, 3)]) })
        {
            batch.TouchesAgents.Should().BeFalse();
        }
    }

    private static ChangedCell Cell(RelationKind kind) => new(kind, 1, 2, PermissionSet.None, PermissionSet.Ro);

    private static ChangeBatch Batch(ChangedCell? cell = null, ImmutableArray<ChangedRecord> records = default, bool everything = false) => new(
        1, 2, [new ChangedSet(2, DateTimeOffset.UnixEpoch, null, "root", cell is { } one ? [one] : [], records.IsDefault ? [] : records, everything)]);
}
