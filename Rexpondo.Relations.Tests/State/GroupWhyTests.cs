using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

/// <summary>The last column of Customer Users ↔ Groups: each state of a row in its words.</summary>
public sealed class GroupWhyTests : IDisposable
{
    private readonly Screens screens = new();

    public void Dispose() => screens.Dispose();

    private Storage.Desk Desk => screens.Desk;

    [Fact]
    public void Of_ARowWithNothing_SaysNothing()
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());

        Words(screens.Open(MatrixId.GroupsOf(anna)), billing).Should().BeEmpty();
    }

    [Fact]
    public void Of_Stored_SaysWhoGrantedItAndWhen()
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        Desk.Relate(anna, billing, PermissionSet.Ro);

        Words(screens.Open(MatrixId.GroupsOf(anna)), billing).Should().Be(screens.BySeed);
        screens.Why(screens.Open(MatrixId.CustomerUsersOf(billing)), new GroupWhy(), anna.Value).Words.Should().Be(screens.BySeed);
    }

    [Fact]
    public async Task Of_KeysOfDifferentGrantors_NamesTheKeys()
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        Desk.Relate(anna, billing, PermissionSet.Ro);
        await Desk.Save(Storage.Desk.Edit(MatrixId.GroupsOf(anna), PermissionSet.Rw, true, billing.Value), Desk.Agent("ben"));

        var date = Web.Resources.Say.Date(Desk.Clock.Now);
        Words(screens.Open(MatrixId.GroupsOf(anna)), billing).Should().Be($"ro included in rw · ro by seed, {date} · rw by ben, {date}");
    }

    [Fact]
    public void Of_Rw_SaysThatRoIsIncluded()
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        Desk.Relate(anna, billing, PermissionSet.Rw);

        var why = Why(screens.Open(MatrixId.GroupsOf(anna)), billing);
        why.Parts.Should().HaveElementAt(0, new WhyPart(WhyLook.Chip, "ro included in rw"));
    }

    [Fact]
    public void Of_RwWithFourKeys_NamesAllThatAreIncluded()
    {
        Desk.Deploy(settings => settings with { PermissionKeys = ["ro", "note", "move_into", "rw"] });
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        Desk.Relate(anna, billing, PermissionSet.Rw);

        Words(screens.Open(MatrixId.GroupsOf(anna)), billing).Should().StartWith("ro, note, move_into included in rw");
    }

    [Fact]
    public void Of_AKeyThatIsNoLongerConfigured_NamesItByNumber()
    {
        Desk.Deploy(settings => settings with { PermissionKeys = ["ro", "note", "rw"] });
        Desk.Deploy(settings => settings with { PermissionKeys = ["ro", "rw"], AlwaysGroups = ["billing"] });
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        Desk.Relate(anna, billing, PermissionSet.OfBit(2));

        Words(screens.Open(MatrixId.GroupsOf(anna)), billing).Should().StartWith("default group · stored key 2, no longer configured waits");
    }

    [Fact]
    public void Of_ADefaultGroup_SaysSoWithALinkToTheSetting()
    {
        Desk.Deploy(settings => settings with { AlwaysGroups = ["users"] });
        var (anna, users) = (Desk.CustomerUser(), Desk.Group("users"));

        var why = Why(screens.Open(MatrixId.GroupsOf(anna)), users);
        why.Parts.Should().Equal(new WhyPart(WhyLook.Lock, "default group"), new WhyPart(WhyLook.Link, "setting", "/system-configuration/CustomerGroupAlwaysGroups"));
        why.Words.Should().Be("default group");
    }

    [Fact]
    public void Of_ANeverGroupWithARow_SaysThatItWaits()
    {
        Desk.Deploy(settings => settings with { NeverGroups = ["secret"] });
        var (anna, secret) = (Desk.CustomerUser(), Desk.Group("secret"));
        Desk.Relate(anna, secret, PermissionSet.Rw);
        var state = screens.Open(MatrixId.GroupsOf(anna));

        var why = Why(state, secret);
        why.Parts[0].Should().Be(new WhyPart(WhyLook.Lock, "no customer user may get this group"));
        why.Words.Should().Be($"no customer user may get this group · stored rw waits · {screens.BySeed}");
        state.WithdrawAllShown();
        Words(state, secret).Should().Contain("rw → no access").And.NotContain("Keep ro");
    }

    [Fact]
    public void Of_ACustomersPermission_NamesTheCustomer()
    {
        var acme = Desk.Customer();
        var (anna, billing) = (Desk.CustomerUser(customer: acme), Desk.Group());
        Desk.Relate(acme, billing, PermissionSet.Ro);
        var state = screens.Open(MatrixId.GroupsOf(anna));

        Why(state, billing).Parts.Should().Equal(new WhyPart(WhyLook.Chip, "ro from customer ACME"));
        state.Tick(billing.Value, "ro");
        Words(state, billing).Should().Be("access stays ro · ro from customer ACME");
        state.Untick(billing.Value, "ro");
        state.Tick(billing.Value, "rw");
        Words(state, billing).Should().Be("ro → rw · ro from customer ACME · ro included in rw");
    }

    [Fact]
    public void Of_ADefaultGroupOfCustomers_SaysSo()
    {
        Desk.Deploy(settings => settings with { CompanyAlwaysGroups = ["billing"] });
        var (anna, billing) = (Desk.CustomerUser(customer: Desk.Customer()), Desk.Group());

        Words(screens.Open(MatrixId.GroupsOf(anna)), billing).Should().Be("customer default group");
    }

    [Fact]
    public void Of_GroupSupportOff_SaysSo()
    {
        Desk.Deploy(settings => settings with { GroupSupport = GroupSupport.Off });
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());

        Words(screens.Open(MatrixId.GroupsOf(anna)), billing).Should().Be("group support off");
    }

    [Theory]
    [InlineData(Validity.Invalid, "invalid")]
    [InlineData(Validity.InvalidTemporarily, "invalid-temporarily")]
    public void Of_AnInvalidGroup_SaysSo(Validity validity, string said)
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group(validity: validity));
        Desk.Relate(anna, billing, PermissionSet.Ro);

        Words(screens.Open(MatrixId.GroupsOf(anna)), billing).Should().Be($"{said} · {screens.BySeed}");
    }

    [Fact]
    public void Of_AnInvalidCustomerUser_SaysSoInTheGroupsRows()
    {
        var (anna, billing) = (Desk.CustomerUser(validity: Validity.Invalid), Desk.Group());
        Desk.Relate(anna, billing, PermissionSet.Rw);
        var state = screens.Open(MatrixId.CustomerUsersOf(billing));

        screens.Why(state, new GroupWhy(), anna.Value).Words.Should().Be($"customer user invalid · ro included in rw · {screens.BySeed}");
        state.Untick(anna.Value, "rw");
        screens.Why(state, new GroupWhy(), anna.Value).Parts.Should().Contain(new WhyPart(WhyLook.KeepRo, "Keep ro"));
    }

    [Fact]
    public void Of_AGrantPending_SaysFromNone()
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        var state = screens.Open(MatrixId.GroupsOf(anna));

        state.Tick(billing.Value, "ro");
        Why(state, billing).Parts.Should().Equal(new WhyPart(WhyLook.Change, "none → ro"));
        state.Tick(billing.Value, "rw");
        Why(state, billing).Parts.Should().Equal(new WhyPart(WhyLook.Change, "none → rw"), new WhyPart(WhyLook.Chip, "ro included in rw"));
    }

    [Fact]
    public void Of_AWithdrawalPending_SaysWhatIsLeftAndOffersKeepRo()
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        Desk.Relate(anna, billing, PermissionSet.Rw);
        var state = screens.Open(MatrixId.GroupsOf(anna));

        state.Untick(billing.Value, "rw");
        Why(state, billing).Parts.Take(2).Should().Equal(new WhyPart(WhyLook.Loss, "rw → no access"), new WhyPart(WhyLook.KeepRo, "Keep ro"));
        state.KeepRo(billing.Value);
        var kept = Why(state, billing);
        kept.Parts[0].Should().Be(new WhyPart(WhyLook.Loss, "rw → ro"));
        kept.Parts.Should().NotContain(part => part.Look == WhyLook.KeepRo);
    }

    [Fact]
    public void Of_RwWithdrawn_WhereRoIsStoredToo_NeedsNoKeepRo()
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        Desk.Relate(anna, billing, PermissionSet.Ro | PermissionSet.Rw);
        var state = screens.Open(MatrixId.GroupsOf(anna));

        state.Untick(billing.Value, "rw");

        Why(state, billing).Parts.Select(part => part.Text).Should().StartWith("rw → ro").And.NotContain("Keep ro");
    }

    [Fact]
    public void Of_RoWithdrawn_OffersNoKeepRo()
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        Desk.Relate(anna, billing, PermissionSet.Ro);
        var state = screens.Open(MatrixId.GroupsOf(anna));

        state.Untick(billing.Value, "ro");

        Why(state, billing).Parts.Should().NotContain(part => part.Look == WhyLook.KeepRo);
        Words(state, billing).Should().StartWith("ro → no access");
    }

    [Fact]
    public void Line_WithManyChips_CountsTheRest()
    {
        var why = new Why([new(WhyLook.Change, "none → ro"), new(WhyLook.Chip, "a"), new(WhyLook.Chip, "b"), new(WhyLook.Lock, "c"), new(WhyLook.Chip, "d"), new(WhyLook.Text, "by ben")]);

        why.Line.Parts.Select(part => part.Text).Should().Equal("none → ro", "a", "b", "by ben");
        why.Line.More.Should().Be(2);
        why.First.Should().Be("none → ro");
        why.Words.Should().Be("none → ro · a · b · c · d · by ben");
        new Why([new(WhyLook.Text, "by ben")]).First.Should().BeNull("a grantor is no state");
    }

    [Fact]
    public void Equals_OfTheSameParts_IsTrue()
    {
        new Why([new(WhyLook.Chip, "a")]).Should().Be(new Why([new(WhyLook.Chip, "a")]));
        new Why([new(WhyLook.Chip, "a")]).Should().NotBe(new Why([new(WhyLook.Lock, "a")]));
        new Why([new(WhyLook.Chip, "a")]).Equals((object?)null).Should().BeFalse();
    }

    private Why Why(MatrixState state, GroupId group) => screens.Why(state, new GroupWhy(), group.Value);

    private string Words(MatrixState state, GroupId group) => Why(state, group).Words;
}
