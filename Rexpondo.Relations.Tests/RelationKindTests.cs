using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Tests;

public sealed class RelationKindTests
{
    [Fact]
    public void OfCode_OfEachKind_GivesItBack() => RelationKind.All.Should().OnlyContain(kind => RelationKind.OfCode(kind.Code) == kind);

    [Fact]
    public void Code_OfTheKinds_NeverChanges() =>
        RelationKind.All.Select(kind => (kind.Code, kind.Table)).Should().Equal(
            (1, "customer_user_group"), (2, "customer_user_service"), (3, "default_service"), (4, "customer_group"), (5, "customer_user_customer"));

    [Fact]
    public void Pair_OfBothOrientations_PutsEachNumberOnItsSide()
    {
        MatrixId.GroupsOf(new CustomerUserId(4)).Pair(9).Should().Be((4, 9));
        MatrixId.CustomerUsersOf(new GroupId(9)).Pair(4).Should().Be((4, 9));
        MatrixId.CustomerUsersOf(new GroupId(9)).RowSide.Should().Be(RelationSide.CustomerUser);
        MatrixId.ServicesOf(new CustomerUserId(4)).FixedSide.Should().Be(RelationSide.CustomerUser);
    }
}
