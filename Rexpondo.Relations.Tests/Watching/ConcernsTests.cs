using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Watching;

namespace Rexpondo.Relations.Tests.Watching;

public sealed class ConcernsTests
{
    private static readonly CustomerUserId Anna = new(7);
    private static readonly GroupId Billing = new(8);
    private static readonly ServiceId Mail = new(9);
    private static readonly CustomerNumber Acme = new(10);

    /// <summary>Every kind of cell against every kind of screen: true where the screen shows it, its counts or what follows from it.</summary>
    [Fact]
    public void Concerns_IsTrueForWhateverAScreenShows()
    {
        var mine = new[]
        {
            (RelationKind.CustomerUserGroup, Anna.Value, Billing.Value), (RelationKind.CustomerUserService, Anna.Value, Mail.Value), (RelationKind.DefaultService, 0, Mail.Value),
            (RelationKind.CustomerGroup, Acme.Value, Billing.Value), (RelationKind.CustomerUserCustomer, Anna.Value, Acme.Value),
        };
        var others = mine.Select(cell => (cell.Item1, Left: cell.Item2 == 0 ? 0 : cell.Item2 + 100, Right: cell.Item3 + 100)).ToArray();

        Told(MatrixId.GroupsOf(Anna), mine).Should().Equal(true, true, true, true, true);
        Told(MatrixId.GroupsOf(Anna), others).Should().Equal(false, false, true, true, false);
        Told(MatrixId.ServicesOf(Anna), mine).Should().Equal(true, true, true, true, true);
        Told(MatrixId.CustomerUsersOf(Billing), mine).Should().Equal(true, false, false, true, true);
        Told(MatrixId.CustomerUsersOf(Billing), others).Should().Equal(false, false, false, false, true);
        Told(MatrixId.CustomerUsersOf(Mail), mine).Should().Equal(false, true, true, false, false);
        Told(MatrixId.CustomerUsersOf(Mail), others).Should().Equal(false, true, true, false, false);
        Told(MatrixId.CustomerUsersOf(Acme), mine).Should().Equal(false, false, false, true, true);
    }

    [Fact]
    public void Concerns_WhatSaysNoCells_IsTrueForEveryScreen()
    {
        var set = new ChangedSet(1, default, null, "", [], [], Everything: true);

        new ChangeBatch(0, 1, [set]).Concerns(MatrixId.GroupsOf(Anna)).Should().BeTrue();
        new ChangeBatch(0, 1, [set with { Everything = false, Records = [new(RelationSide.Group, 1)] }]).Concerns(MatrixId.GroupsOf(Anna)).Should().BeTrue();
        new ChangeBatch(0, 1, [], Reload: true).Concerns(MatrixId.GroupsOf(Anna)).Should().BeTrue();
        new ChangeBatch(0, 0, []).Concerns(MatrixId.GroupsOf(Anna)).Should().BeFalse();
    }

    private static IEnumerable<bool> Told(MatrixId matrix, (RelationKind Kind, int Left, int Right)[] cells) => cells.Select(cell =>
        new ChangeBatch(0, 1, [new ChangedSet(1, default, null, "", [new(cell.Kind, cell.Left, cell.Right, PermissionSet.None, PermissionSet.Ro)], [], false)]).Concerns(matrix));
}
