using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Storage;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

public sealed class OverviewStateTests : IDisposable
{
    private readonly Screens screens = new();

    public void Dispose() => screens.Dispose();

    private Desk Desk => screens.Desk;

    [Fact]
    public void Groups_ListsWhatIsValid_AndUnderAChipWhatIsStillAssigned()
    {
        var (anna, bert) = (Desk.CustomerUser("anna", "", "anna"), Desk.CustomerUser("bert", "", "bert"));
        var gone = Desk.CustomerUser("gone", "", "gone", validity: Validity.Invalid);
        Desk.CustomerUser("old", "", "old", validity: Validity.Invalid);
        var (billing, past) = (Desk.Group(), Desk.Group("past", Validity.Invalid));
        Desk.Group("never used", Validity.Invalid);
        Desk.Relate(anna, billing, PermissionSet.Ro);
        Desk.Relate(gone, past, PermissionSet.Ro);

        var overview = new OverviewState(screens.Reader, RelationKind.CustomerUserGroup, new ListQuery());

        overview.Chips.Should().Equal(Chip.All, Chip.WithoutGroup, Chip.InvalidAssigned);
        overview.Chips.Select(overview.Count).Should().Equal(2, 1, 2);
        overview.Left.Matches.Should().Equal(anna.Value, bert.Value);
        overview.Right.Matches.Should().Equal(billing.Value);
        overview.Choose(Chip.WithoutGroup);
        overview.Left.Matches.Should().Equal(bert.Value);
        overview.Choose(Chip.InvalidAssigned);
        overview.Left.Matches.Should().Equal(gone.Value);
        overview.Right.Matches.Should().Equal(past.Value);
    }

    [Fact]
    public void Services_HaveAChipForThoseOnDefaultServices()
    {
        var (anna, bert, vpn) = (Desk.CustomerUser("anna", "", "anna"), Desk.CustomerUser("bert", "", "bert"), Desk.Service("VPN"));
        Desk.Relate(anna, vpn);

        var overview = new OverviewState(screens.Reader, RelationKind.CustomerUserService, new ListQuery { Show = Chip.OnDefaults });

        overview.Chips.Should().Equal(Chip.All, Chip.OnDefaults, Chip.InvalidAssigned);
        overview.Show.Should().Be(Chip.OnDefaults);
        overview.Left.Matches.Should().Equal(bert.Value);
    }

    [Fact]
    public void ABackEnd_NarrowsThePersonsUnderEveryChip()
    {
        Desk.Change("INSERT INTO back_end (id, name, position) VALUES (2, 'Directory', 1)");
        var (anna, bert) = (Desk.CustomerUser("anna", "", "anna"), Desk.CustomerUser("bert", "", "bert", backEnd: 2));
        var carl = Desk.CustomerUser("carl", "", "carl", backEnd: 2);
        Desk.Relate(carl, Desk.Group(), PermissionSet.Ro);

        var overview = new OverviewState(screens.Reader, RelationKind.CustomerUserGroup, new ListQuery { BackEnd = "Directory", Show = Chip.WithoutGroup });

        overview.BackEnds.Should().Equal("Default", "Directory");
        overview.Left.Matches.Should().Equal(bert.Value);
        overview.Count(Chip.All).Should().Be(2);
        overview.ChooseBackEnd("Default");
        overview.Left.Matches.Should().Equal(anna.Value);
        overview.ChooseBackEnd("no such back end");
        overview.Left.Matches.Should().Equal(anna.Value, bert.Value);
        new OverviewState(screens.Reader, RelationKind.CustomerGroup, new ListQuery()).BackEnds.Should().BeEmpty("customers come from nowhere else");
    }

    [Fact]
    public void WhileSupportIsOff_AChipHasExactlyThoseWhoWouldHaveNoGroupAtAll()
    {
        Desk.Deploy(settings => settings with { GroupSupport = GroupSupport.Off });
        var (anna, acme) = (Desk.CustomerUser("anna", "", "anna"), Desk.Customer());
        var bert = Desk.CustomerUser("bert", "", "bert", customer: acme);
        Desk.Group("portal");
        Desk.Deploy(settings => settings with { CompanyAlwaysGroups = ["portal"] });

        var overview = new OverviewState(screens.Reader, RelationKind.CustomerUserGroup, new ListQuery { Show = Chip.NoGroupAtAll });

        overview.Left.Matches.Should().Equal(anna.Value);
        overview.Count(Chip.NoGroupAtAll).Should().Be(new GroupSupportView(overview.World).WithoutAnyGroup);
        overview.Count(Chip.WithoutGroup).Should().Be(2, "default groups are not counted");
        Desk.Deploy(settings => settings with { GroupSupport = GroupSupport.Everywhere(true) });
        overview.Read();
        overview.Show.Should().Be(Chip.All, "the chip is gone");
        overview.Left.Matches.Should().Equal(anna.Value, bert.Value);
    }

    [Fact]
    public void Search_NarrowsOneSideAndItsCounts()
    {
        var anna = Desk.CustomerUser("anna", "", "anna");
        Desk.CustomerUser("bert", "", "bert");
        var network = Desk.Service("Network");
        var setup = Desk.Service("Network::Setup", network);
        Desk.Service("Mail");
        var overview = new OverviewState(screens.Reader, RelationKind.CustomerUserService, new ListQuery { Search = "ann", Filter = "setup", Show = Chip.WithAccess });

        overview.Show.Should().Be(Chip.All, "a chip this list does not have is none");
        overview.Left.Matches.Should().Equal(anna.Value);
        overview.Left.Listed.Count.Should().Be(2);
        overview.Left.Searching.Should().BeTrue();
        overview.Right.Matches.Should().Equal(setup.Value);
        overview.Right.Context.Should().Equal(network.Value);
        overview.Right.View.Count.Should().Be(2);
        overview.Count(Chip.All).Should().Be(1);
        overview.Search("");
        overview.Filter("*");
        overview.Count(Chip.All).Should().Be(2);
        overview.Right.Matches.Count.Should().Be(3);
        overview.Right.Searching.Should().BeFalse();
    }

    [Fact]
    public void Read_SeesWhatWasAddedMeanwhile()
    {
        var overview = new OverviewState(screens.Reader, RelationKind.CustomerUserGroup, new ListQuery());
        Desk.CustomerUser();

        overview.Left.Listed.Count.Should().Be(0);
        overview.Read();
        overview.Left.Listed.Count.Should().Be(1);
    }

    [Fact]
    public void GroupSupport_SaysWhereItIsOffAndWhatWouldBe()
    {
        Desk.Change(connection => connection.Execute("INSERT INTO back_end (id, name) VALUES (2, 'Directory')"));
        var (anna, bert) = (Desk.CustomerUser("anna"), Desk.CustomerUser("bert", backEnd: 2));
        Desk.CustomerUser("carl");
        Desk.CustomerUser("gone", validity: Validity.Invalid);
        var billing = Desk.Group();
        Desk.Relate(anna, billing, PermissionSet.Ro);
        GroupSupportView View() => new(Desk.FreshWorld());

        View().Off.Should().BeEmpty();
        View().IsOffEverywhere.Should().BeFalse();
        Desk.Deploy(settings => settings with { GroupSupport = GroupSupport.Of([new("Default", true)]) });
        View().Off.Should().Equal("Directory");
        View().NotRestricted.Should().Be(1);
        Desk.Deploy(settings => settings with { GroupSupport = GroupSupport.Off });
        View().IsOffEverywhere.Should().BeTrue();
        (View().NotRestricted, View().Persons, View().WithoutAnyGroup, View().WithDefaultGroupsOnly).Should().Be((3, 3, 2, 0));
        Desk.Group("users");
        Desk.Deploy(settings => settings with { AlwaysGroups = ["users"] });
        (View().WithoutAnyGroup, View().WithDefaultGroupsOnly).Should().Be((0, 2), "{0} has a group in any case", bert);
    }

    [Fact]
    public void Words_OfTotals()
    {
        RowWords.CustomerUsers.Title(265, 265, searching: false).Should().Be("Customer Users (265)");
        RowWords.CustomerUsers.Title(12, 265, searching: true).Should().Be("Customer Users (12 of 265)");
        RowWords.Groups.Status(1, 1, searching: false).Should().Be("1 group");
        RowWords.Services.Status(3, 1204, searching: true).Should().Be("3 of 1,204 services match");
    }
}
