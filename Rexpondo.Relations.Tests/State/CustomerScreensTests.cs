using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

/// <summary>Customers ↔ Groups and Customer Users ↔ Customers: the same machinery, and what it does to the customer users.</summary>
public sealed class CustomerScreensTests : IDisposable
{
    private readonly Screens screens = new();

    public void Dispose() => screens.Dispose();

    private Storage.Desk Desk => screens.Desk;

    [Fact]
    public async Task AGroupGivenToACustomer_IsAChipOnTheCustomerUsersMatrixAtOnce()
    {
        var (acme, billing) = (Desk.Customer(), Desk.Group());
        var anna = Desk.CustomerUser(customer: acme);
        var hers = screens.Open(MatrixId.GroupsOf(anna));
        var state = screens.Open(MatrixId.GroupsOf(acme));

        state.Tick(billing.Value, "ro");
        state.Consequences.Gain.Should().Equal(anna.Value);
        (await screens.Save(state)).Should().BeOfType<Saved>();

        hers.Refresh().Should().BeTrue();
        screens.Why(hers, new GroupWhy(), billing.Value).Words.Should().Be("ro from customer ACME");
        hers.Ticked("ro").Should().BeEmpty();
    }

    [Fact]
    public async Task AFurtherCustomer_GivesItsGroupsAndTakesThemAlongWhenItGoes()
    {
        var (acme, globex, billing) = (Desk.Customer(), Desk.Customer("GLOBEX"), Desk.Group());
        var anna = Desk.CustomerUser(customer: acme);
        Desk.Relate(globex, billing, PermissionSet.Rw);
        var state = screens.Open(MatrixId.CustomersOf(anna));

        state.Tick(globex.Value);
        state.Consequences.Gain.Should().Equal(anna.Value);
        await screens.Save(state);
        Desk.Worlds.Read().HasAnyGroup(Desk.Worlds.Read().Find(anna)!).Should().BeTrue();

        state.Untick(globex.Value);
        state.Consequences.NoGroupLeft.Should().Equal(anna.Value);
        await screens.Save(state);
        Desk.Worlds.Read().HasAnyGroup(Desk.Worlds.Read().Find(anna)!).Should().BeFalse();
        Desk.Worlds.Read().Find(anna)!.Customers.Should().Equal(acme.Value);
    }

    [Fact]
    public void ThePrimaryCustomer_IsSaid_AndWhatACustomerGives()
    {
        var (acme, billing) = (Desk.Customer(), Desk.Group());
        Desk.Relate(acme, billing, PermissionSet.Ro);
        var anna = Desk.CustomerUser(customer: acme);

        screens.Why(screens.Open(MatrixId.CustomersOf(anna)), new PersonCustomersWhy(), acme.Value).Words.Should().Be("primary customer · gives billing");
        screens.Why(screens.Open(MatrixId.CustomerUsersOf(acme)), new PersonCustomersWhy(), anna.Value).Words.Should().Be("primary customer");
    }

    [Fact]
    public async Task CustomerDefaultGroups_AreLockedOnBothSides_AndRefusedInCore()
    {
        var (acme, portal) = (Desk.Customer(), Desk.Group("portal"));
        Desk.Deploy(settings => settings with { CompanyAlwaysGroups = ["portal"] });

        foreach (var (state, row) in new[] { (screens.Open(MatrixId.GroupsOf(acme)), portal.Value), (screens.Open(MatrixId.CustomersOf(portal)), acme.Value) })
        {
            state.LockOf(row).Should().Be(GroupLock.Default);
            state.Ticked("rw").Should().Equal(row);
            state.Tick(row, "ro");
            state.Pending.Total.Should().Be(0);
            screens.Why(state, new CustomerGroupWhy(), row).Words.Should().Be("customer default group");
        }

        var refused = await Desk.Save(Storage.Desk.Edit(MatrixId.GroupsOf(acme), PermissionSet.Ro, true, portal.Value));

        refused.Should().BeOfType<Refused>().Which.Errors.Should().Equal(new DefaultGroup("portal"));
        screens.Open(MatrixId.GroupsOf(Desk.CustomerUser())).LockOf(portal.Value).Should().Be(GroupLock.None, "a customer user may have it of her own");
    }

    [Fact]
    public void WithdrawnRwOfACustomer_SaysSoAndOffersToKeepRo()
    {
        var (acme, billing) = (Desk.Customer(), Desk.Group());
        Desk.Relate(acme, billing, PermissionSet.Rw);
        var state = screens.Open(MatrixId.GroupsOf(acme));

        state.Untick(billing.Value, "rw");

        screens.Why(state, new CustomerGroupWhy(), billing.Value).Parts.Take(2).Should().Equal(
            new WhyPart(WhyLook.Loss, "rw → no access"), new WhyPart(WhyLook.KeepRo, "Keep ro"));
    }

    [Fact]
    public void ASearchThatFindsOnlyOneCustomer_OffersTheGroupToTheCustomer()
    {
        var (acme, globex, billing) = (Desk.Customer(), Desk.Customer("GLOBEX"), Desk.Group());
        Desk.CustomerUser(customer: acme);
        Desk.CustomerUser("bert", "Bert", "Acme", customer: acme);
        Desk.CustomerUser("carl", "Carl", "Mann", customer: globex);
        var state = screens.Open(MatrixId.CustomerUsersOf(billing));

        CustomerInsteadWords.Of(state).Should().BeNull("nothing is searched");
        state.Search("mann");
        CustomerInsteadWords.Of(state)!.Href.Should().Be($"/customers-groups/customers/{globex.Value}?filter=billing");
        state.Search("acme");
        CustomerInsteadWords.Of(state)!.Button.Should().Be("Give the group to customer ACME instead (covers later customer users too)");
        state.Search("m");
        CustomerInsteadWords.Of(state).Should().BeNull("these belong to two customers");
        state.Search("nobody at all");
        CustomerInsteadWords.Of(state).Should().BeNull("nobody was found");
    }

    [Fact]
    public void AGroupEveryCustomerHas_IsNotOffered()
    {
        var acme = Desk.Customer();
        var portal = Desk.Group("portal");
        Desk.CustomerUser(customer: acme);
        Desk.Deploy(settings => settings with { CompanyAlwaysGroups = ["portal"] });
        var state = screens.Open(MatrixId.CustomerUsersOf(portal));

        state.Search("acme");

        CustomerInsteadWords.Of(state).Should().BeNull();
    }

    [Fact]
    public void ASearchThatFindsSomebodyWithoutCustomer_OffersNothing()
    {
        var (acme, billing) = (Desk.Customer(), Desk.Group());
        Desk.CustomerUser(customer: acme);
        Desk.CustomerUser("bert", "Bert", "Meier");
        var state = screens.Open(MatrixId.CustomerUsersOf(billing));

        state.Search("meier");

        CustomerInsteadWords.Of(state).Should().BeNull();
    }

    [Fact]
    public void CustomersGroups_Overview_CountsAndListsWhatIsStillAssigned()
    {
        var (acme, globex, gone) = (Desk.Customer(), Desk.Customer("GLOBEX"), Desk.Customer("OLD", Validity.Invalid));
        var (billing, past) = (Desk.Group(), Desk.Group("past", Validity.Invalid));
        Desk.Relate(acme, billing, PermissionSet.Ro);
        Desk.Relate(acme, past, PermissionSet.Ro);
        Desk.Relate(gone, billing, PermissionSet.Ro);

        var overview = new OverviewState(screens.Reader, RelationKind.CustomerGroup, new ListQuery());

        overview.Chips.Should().Equal(Chip.All, Chip.WithoutGroup, Chip.InvalidAssigned);
        overview.Chips.Select(overview.Count).Should().Equal(2, 1, 2);
        (overview.World.Counts.GroupsOfCustomer(acme.Value), overview.World.Counts.CustomersOfGroup(billing.Value)).Should().Be((1, 1));
        overview.Choose(Chip.WithoutGroup);
        overview.Left.Matches.Should().Equal(globex.Value);
        overview.Choose(Chip.InvalidAssigned);
        overview.Left.Matches.Should().Equal(gone.Value);
        overview.Right.Matches.Should().Equal(past.Value);
    }

    [Fact]
    public void CustomerUsersCustomers_Overview_CountsPrimaryAndFurther()
    {
        var (acme, globex) = (Desk.Customer(), Desk.Customer("GLOBEX"));
        var anna = Desk.CustomerUser(customer: acme);
        var bert = Desk.CustomerUser("bert", "Bert");
        Desk.Relate(anna, globex);
        Desk.Relate(anna, acme); // the primary one once more: counted once

        var overview = new OverviewState(screens.Reader, RelationKind.CustomerUserCustomer, new ListQuery { Show = Chip.WithoutCustomer, Filter = "glob" });

        overview.Left.Matches.Should().Equal(bert.Value);
        overview.Right.Matches.Should().Equal(globex.Value);
        overview.World.Counts.PersonsOfCustomer(acme.Value).Should().Be((1, 0));
        overview.World.Counts.PersonsOfCustomer(globex.Value).Should().Be((0, 1));
    }

    [Theory]
    [InlineData(RelationSide.CustomerUser, "Groups", "Services", "Customers")]
    [InlineData(RelationSide.Customer, "Groups", "Customer users")]
    [InlineData(RelationSide.Group, "Customer users", "Customers")]
    public void Tabs_OfASide_LeadToItsScreensWithItsOwnSearch(RelationSide side, params string[] names)
    {
        var tabs = RelationTab.Of(side);

        tabs.Select(tab => tab.Name).Should().Equal(names);
        var query = tabs[0].Module.WithTyped(new ListQuery { Search = "s", Filter = "f" }, side, "typed");
        tabs.Should().OnlyContain(tab => tab.Module.Typed(ListQuery.Parse("http://desk" + tab.Href(tabs[0].Module, query, side, 7)), side) == "typed");
    }
}
