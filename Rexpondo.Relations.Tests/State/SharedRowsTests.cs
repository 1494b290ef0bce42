using Rexpondo.Relations.Core;
using Rexpondo.Relations.Tests.Storage;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

public sealed class SharedRowsTests : IDisposable
{
    private readonly Screens screens = new();

    private Desk Desk => screens.Desk;

    public void Dispose() => screens.Dispose();

    [Fact]
    public void Row_OfTwoScreensWithNothingPending_IsTheSame_AndOfAnAuditorAnother()
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        var (one, two, auditor) = (screens.Open(MatrixId.GroupsOf(anna)), screens.Open(MatrixId.GroupsOf(anna)), screens.Open(MatrixId.GroupsOf(anna), mayEdit: false));

        Row(two, billing).Should().BeSameAs(Row(one, billing));
        Row(auditor, billing).Locked.Should().NotBe(Row(one, billing).Locked);
    }

    [Fact]
    public void Row_WithSomethingPendingOnTheScreen_IsItsOwn()
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        var (one, two) = (screens.Open(MatrixId.GroupsOf(anna)), screens.Open(MatrixId.GroupsOf(anna)));
        one.Tick(billing.Value, "rw");

        Row(one, billing).IsChanged.Should().BeTrue();
        Row(two, billing).IsChanged.Should().BeFalse();
    }

    [Fact]
    public async Task Row_AfterASave_SaysWhatIsStoredNow()
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        var (one, two) = (screens.Open(MatrixId.GroupsOf(anna)), screens.Open(MatrixId.GroupsOf(anna)));
        Row(two, billing).Shown.Should().Be(PermissionSet.None);
        one.Tick(billing.Value, "ro");
        await screens.Save(one);
        two.Refresh();

        Row(two, billing).Shown.Should().Be(PermissionSet.Ro);
        Row(two, billing).Why.Words.Should().Contain("by root");
    }

    private MatrixRow Row(MatrixState state, GroupId group) => SharedRows.Of(
        state, screens.NameOf(state, group.Value), screens.Reader.Page(state.Snapshot, [group.Value]).Grants.GetValueOrDefault(group.Value, []), new GroupWhy(), "root", Desk.Clock.Now);
}
