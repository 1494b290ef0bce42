using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

/// <summary>Which rows a relation screen lists, shows and counts.</summary>
public sealed class MatrixListTests : IDisposable
{
    private readonly Screens screens = new();

    public void Dispose() => screens.Dispose();

    [Fact]
    public async Task Chip_AfterTheStateChanged_KeepsItsRowsUntilTheNextChoice()
    {
        var (anna, bert, billing) = (Person("anna"), Person("bert"), screens.Desk.Group());
        screens.Desk.Relate(new CustomerUserId(anna), billing, PermissionSet.Ro);
        var state = screens.Open(MatrixId.CustomerUsersOf(billing));
        state.Choose(Chip.Assigned);
        state.Rows().Should().Equal(anna);

        state.Untick(anna, "ro");
        state.Rows().Should().Equal(anna);
        await screens.Save(state);
        state.Rows().Should().Equal(anna);
        state.Count(Chip.Assigned).Should().Be(1, "the chip says how many it shows");
        state.Count(Chip.NotAssigned).Should().Be(2);

        state.Search("");
        state.Rows().Should().BeEmpty();
        state.Choose(Chip.NotAssigned);
        state.Rows().Should().Equal(anna, bert);
    }

    [Fact]
    public void ABackEnd_IsAFilterLikeASearch_ForRowsChipsAndHeaders()
    {
        screens.Desk.Change("INSERT INTO back_end (id, name, position) VALUES (2, 'Directory', 1)");
        var (anna, billing) = (Person("anna"), screens.Desk.Group());
        var bert = screens.Desk.CustomerUser("bert", "", "bert", backEnd: 2).Value;
        var state = screens.Open(MatrixId.CustomerUsersOf(billing));

        state.BackEnds.Should().Equal("Default", "Directory");
        state.ChooseBackEnd("Directory");

        state.Rows().Should().Equal(bert);
        state.Searching.Should().BeTrue("the title says 1 of 2");
        state.ClickHeader("rw");
        state.Edits.Rows(billing.Value).Should().Equal(bert);
        state.ChooseBackEnd("");
        state.Rows().Should().Equal(anna, bert);
        screens.Open(MatrixId.GroupsOf(new CustomerUserId(anna))).BackEnds.Should().BeEmpty("groups come from nowhere else");
    }

    [Fact]
    public void Assigned_MeansStored_WhateverIsPending()
    {
        var (anna, bert, billing) = (Person("anna"), Person("bert"), screens.Desk.Group());
        screens.Desk.Relate(new CustomerUserId(anna), billing, PermissionSet.Ro);
        var state = screens.Open(MatrixId.CustomerUsersOf(billing));

        state.Untick(anna, "ro");
        state.Tick(bert, "ro");

        state.Choose(Chip.Assigned);
        state.Rows().Should().Equal(anna);
        state.Choose(Chip.NotAssigned);
        state.Rows().Should().Equal(bert);
        state.Choose(Chip.Changed);
        state.Rows().Should().Equal(anna, bert);
        state.Untick(bert, "ro");
        state.Rows().Should().Equal([anna, bert], "a row leaves only at the next choice");
        state.Choose(Chip.Changed);
        state.Rows().Should().Equal(anna);
    }

    [Fact]
    public void Count_OfEachChip_OnAGroup()
    {
        var (acme, billing) = (screens.Desk.Customer(), screens.Desk.Group());
        var anna = Person("anna");
        var dora = screens.Desk.CustomerUser("dora", "", "dora", customer: acme).Value;
        Person("bert");
        var gone = screens.Desk.CustomerUser("gone", "", "gone", validity: Validity.Invalid);
        screens.Desk.CustomerUser("old", "", "old", validity: Validity.Invalid);
        screens.Desk.Relate(new CustomerUserId(anna), billing, PermissionSet.Ro);
        screens.Desk.Relate(gone, billing, PermissionSet.Rw);
        screens.Desk.Relate(acme, billing, PermissionSet.Ro);
        var state = screens.Open(MatrixId.CustomerUsersOf(billing));
        state.Tick(dora, "rw");

        Counts(state, Chip.All, Chip.Assigned, Chip.NotAssigned, Chip.WithAccess, Chip.Changed, Chip.Invalid).Should().Equal(4, 2, 2, 2, 1, 1);
        state.Search("d");
        Counts(state, Chip.All, Chip.Assigned, Chip.NotAssigned, Chip.WithAccess, Chip.Changed, Chip.Invalid).Should().Equal([1, 0, 1, 1, 1, 0], "chips count among what matches");
        state.Search("");
        state.ChooseInvalid(true);
        Counts(state, Chip.All, Chip.Assigned, Chip.NotAssigned, Chip.WithAccess, Chip.Changed, Chip.Invalid).Should().Equal(5, 2, 3, 2, 1, 2);
    }

    [Fact]
    public void Count_OfEachChip_OnServices()
    {
        var (anna, bert, mail, vpn) = (Person("anna"), Person("bert"), screens.Desk.Service("Mail"), screens.Desk.Service("VPN"));
        var old = screens.Desk.Service("Old", validity: Validity.Invalid);
        screens.Desk.Default(mail);
        screens.Desk.Default(old);
        screens.Desk.Relate(new CustomerUserId(anna), vpn);
        screens.Desk.Relate(new CustomerUserId(anna), old);

        Counts(screens.Open(MatrixId.ServicesOf(new CustomerUserId(anna))), Chip.All, Chip.Assigned, Chip.Default, Chip.Invalid).Should().Equal(3, 2, 2, 1);
        Counts(screens.Open(MatrixId.ServicesOf(new CustomerUserId(bert))), Chip.All, Chip.Assigned, Chip.Default, Chip.Invalid).Should().Equal(2, 0, 1, 0);
        Counts(screens.Open(MatrixId.CustomerUsersOf(vpn)), Chip.All, Chip.Assigned, Chip.OnDefaults).Should().Equal(2, 1, 1);
        Counts(screens.Open(MatrixId.DefaultServices), Chip.All, Chip.Assigned, Chip.NotAssigned, Chip.Invalid).Should().Equal(3, 2, 1, 1);
    }

    [Fact]
    public void Listed_InvalidRows_OnlyWhereTheyHaveRowsOrAreAskedFor()
    {
        var anna = screens.Desk.CustomerUser();
        var (billing, ops) = (screens.Desk.Group(), screens.Desk.Group("ops", Validity.InvalidTemporarily));
        screens.Desk.Group("past", Validity.Invalid);
        screens.Desk.Relate(anna, ops, PermissionSet.Ro);
        var state = screens.Open(MatrixId.GroupsOf(anna));

        state.Rows().Should().Equal(billing.Value, ops.Value);
        state.ChooseInvalid(true);
        state.Rows().Should().HaveCount(3);
        state.ChooseInvalid(false);
        state.Rows().Should().Equal(billing.Value, ops.Value);
    }

    [Fact]
    public void Search_InATree_ShowsAncestorsThatAreNoMatches()
    {
        var anna = screens.Desk.CustomerUser();
        var network = screens.Desk.Service("Network");
        var setup = screens.Desk.Service("Network::Setup", network);
        screens.Desk.Service("Mail");
        var state = screens.Open(MatrixId.ServicesOf(anna));

        state.Search("setup");

        state.Rows().Should().Equal(network.Value, setup.Value);
        state.Context.Should().Equal(network.Value);
        state.Shown.Should().Equal(setup.Value);
        state.Listed.Count.Should().Be(3);
        state.Count(Chip.All).Should().Be(1);
        state.Header().Count.Should().Be(1);
        state.ClickHeader();
        state.Ticked().Should().Equal(setup.Value);
        state.Pending.Total.Should().Be(1);
        state.WithdrawAllShown();
        state.Pending.Total.Should().Be(0);
    }

    [Fact]
    public void WithdrawAllShown_InATree_LeavesAncestorsShownForContextAlone()
    {
        var anna = screens.Desk.CustomerUser();
        var network = screens.Desk.Service("Network");
        var setup = screens.Desk.Service("Network::Setup", network);
        screens.Desk.Relate(anna, network);
        screens.Desk.Relate(anna, setup);
        var state = screens.Open(MatrixId.ServicesOf(anna));

        state.Search("setup");
        state.WithdrawAllShown();

        state.Ticked().Should().Equal(network.Value);
    }

    [Fact]
    public void Search_AndChip_BothHold()
    {
        var billing = screens.Desk.Group();
        var (anna, annika, bert) = (Person("anna"), Person("annika"), Person("bert"));
        screens.Desk.Relate(new CustomerUserId(annika), billing, PermissionSet.Ro);
        screens.Desk.Relate(new CustomerUserId(bert), billing, PermissionSet.Ro);
        var state = screens.Open(MatrixId.CustomerUsersOf(billing));

        state.Search("ann");
        state.Rows().Should().Equal(anna, annika);
        state.Choose(Chip.Assigned);
        state.Rows().Should().Equal(annika);
        state.Search("*");
        state.Searching.Should().BeFalse();
        state.Rows().Should().Equal(annika, bert);
    }

    [Fact]
    public async Task Refresh_AfterOthersChangedRows_KeepsWhatIsPendingAndMovesNoRow()
    {
        var billing = screens.Desk.Group();
        var (anna, bert, carl) = (Person("anna"), Person("bert"), Person("carl"));
        var state = screens.Open(MatrixId.CustomerUsersOf(billing));
        state.Choose(Chip.NotAssigned);
        state.Tick(anna, "rw");

        await screens.Desk.Save(Storage.Desk.Edit(state.Matrix, PermissionSet.Ro, true, bert));
        screens.Desk.Change("UPDATE customer_user SET last_name = 'zoe' WHERE id = $id", ("$id", anna));
        Person("aaron");
        state.Refresh();

        state.Rows().Should().Equal(anna, bert, carl);
        state.Ticked("rw").Should().Equal(anna);
        state.Ticked("ro").Should().Equal(anna, bert);
        state.Pending.Total.Should().Be(1);
        state.All.Page(0, 9).Should().Equal([anna, bert, carl], "the rows that a chip hides stay where they are, too");
        state.Choose(Chip.All);
        state.Rows().Should().HaveCount(4).And.EndWith(anna);
        state.All.Count.Should().Be(4);
    }

    [Fact]
    public void Refresh_WithoutAnyChange_KeepsTheSnapshot()
    {
        var state = screens.Open(MatrixId.CustomerUsersOf(screens.Desk.Group()));
        var before = state.Snapshot;

        state.Refresh();

        state.Snapshot.Should().BeSameAs(before);
    }

    private static IEnumerable<int> Counts(MatrixState state, params Chip[] chips) => chips.Select(state.Count);

    private int Person(string login) => screens.Desk.CustomerUser(login, "", login).Value;
}
