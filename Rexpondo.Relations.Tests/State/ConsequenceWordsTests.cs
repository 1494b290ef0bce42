using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

/// <summary>What a save would do, in sentences.</summary>
public sealed class ConsequenceWordsTests : IDisposable
{
    private readonly Screens screens = new();

    public void Dispose() => screens.Dispose();

    private Storage.Desk Desk => screens.Desk;

    [Fact]
    public void Of_NothingPending_IsNothing() => Of(screens.Open(MatrixId.CustomerUsersOf(Desk.Group()))).Should().BeEmpty();

    [Fact]
    public void Of_OneWhoLosesAccess_NamesHer()
    {
        var (carla, billing, ops) = (Desk.CustomerUser("carla", "Carla", "Vogel"), Desk.Group(), Desk.Group("ops"));
        Desk.Relate(carla, billing, PermissionSet.Rw);
        Desk.Relate(carla, ops, PermissionSet.Ro);
        var state = screens.Open(MatrixId.CustomerUsersOf(billing));
        state.Untick(carla.Value, "rw");

        Of(state).Should().Equal(new ConsequenceLine("1 customer user loses access to billing: Carla Vogel", true));
        state.KeepRo(carla.Value);
        Of(state).Should().Equal(new ConsequenceLine("1 customer user keeps less access to billing: Carla Vogel", true));
    }

    [Fact]
    public void Of_OneOnHerOwnScreen_MakesHerTheSubject()
    {
        var (carla, billing, ops) = (Desk.CustomerUser("carla", "Carla", "Vogel"), Desk.Group(), Desk.Group("ops"));
        Desk.Relate(carla, billing, PermissionSet.Rw);
        var state = screens.Open(MatrixId.GroupsOf(carla));
        state.Untick(billing.Value, "rw");

        Of(state).Should().Equal(
            new ConsequenceLine("Carla Vogel loses access to billing", true),
            new ConsequenceLine("Carla Vogel has no group left", true));
        state.Tick(ops.Value, "ro");
        Of(state).Should().Equal(
            new ConsequenceLine("Carla Vogel loses access to billing", true),
            new ConsequenceLine("Carla Vogel gains access to ops", false));
    }

    [Fact]
    public void Of_Many_CountsThem()
    {
        var billing = Desk.Group();
        var persons = Desk.CustomerUsers(5);
        Desk.Relate(persons[4], billing, PermissionSet.Ro);
        var state = screens.Open(MatrixId.CustomerUsersOf(billing));
        state.ClickHeader("rw");

        Of(state).Should().Equal(new ConsequenceLine("5 customer users gain access to billing", false));
        state.Discard();
        state.Tick(persons[0].Value, "ro");
        state.Tick(persons[1].Value, "ro");
        Of(state).Should().Equal(new ConsequenceLine("2 customer users gain access to billing: person1, person2", false));
    }

    [Fact]
    public void Of_Services_SaysWhoLosesDefaultsAndWhoFallsBack()
    {
        var (mail, vpn) = (Desk.Service("Mail"), Desk.Service("VPN"));
        Desk.Default(mail);
        var (anna, bert) = (Desk.CustomerUser("anna", "Anna", "Meier"), Desk.CustomerUser("bert", "Bert", "Ohm"));
        Desk.Relate(bert, vpn);
        var state = screens.Open(MatrixId.CustomerUsersOf(vpn));
        state.Tick(anna.Value);
        state.Untick(bert.Value);

        Of(state).Should().Equal(
            new ConsequenceLine("1 customer user loses the default services Mail: Anna Meier", true),
            new ConsequenceLine("1 customer user loses VPN: Bert Ohm", true),
            new ConsequenceLine("1 customer user falls back to the default services: Bert Ohm", false));
    }

    [Fact]
    public void Of_ServicesOfAPerson_SaysWhatSheGets()
    {
        var (mail, vpn) = (Desk.Service("Mail"), Desk.Service("VPN"));
        Desk.Default(mail);
        var state = screens.Open(MatrixId.ServicesOf(Desk.CustomerUser()));
        state.Tick(vpn.Value);

        Of(state).Should().Equal(
            new ConsequenceLine("Anna Meier loses the default services Mail", true),
            new ConsequenceLine("Anna Meier gets VPN", false));
    }

    [Fact]
    public void Of_DefaultServices_SaysForHowMany()
    {
        var (mail, vpn) = (Desk.Service("Mail"), Desk.Service("VPN"));
        Desk.Default(mail);
        Desk.CustomerUsers(4);
        var state = screens.Open(MatrixId.DefaultServices);
        state.Untick(mail.Value);
        state.Tick(vpn.Value);

        Of(state).Should().Equal(
            new ConsequenceLine("4 customer users lose Mail", true),
            new ConsequenceLine("4 customer users get VPN", false));
    }

    [Fact]
    public void Review_ListsEachRowAndCountsWhatStandsBeside()
    {
        var (mail, vpn) = (Desk.Service("Mail"), Desk.Service("VPN"));
        Desk.Default(mail);
        var anna = Desk.CustomerUser();
        var state = screens.Open(MatrixId.CustomerUsersOf(vpn));
        state.Tick(anna.Value);
        state.KeepDefaults();

        MatrixReview.Lines(state, screens.Reader).Should().Equal("Anna Meier: active granted", "1 default service kept for customer users of this screen");
    }

    [Fact]
    public void Review_OfGroups_NamesKeysThatDiffer()
    {
        var (anna, billing, ops) = (Desk.CustomerUser(), Desk.Group(), Desk.Group("ops"));
        Desk.Relate(anna, billing, PermissionSet.Ro);
        var state = screens.Open(MatrixId.GroupsOf(anna));
        state.Untick(billing.Value, "ro");
        state.Tick(billing.Value, "rw");
        state.Tick(ops.Value, "ro");
        Desk.Relate(anna, ops, PermissionSet.Ro);
        state.Refresh();

        MatrixReview.Lines(state, screens.Reader).Should().Equal(["billing: rw granted; ro withdrawn"], "what somebody else did meanwhile is no change any more");
    }

    [Fact]
    public void Review_OfVeryMany_CountsTheRest()
    {
        Desk.CustomerUsers(203);
        var state = screens.Open(MatrixId.CustomerUsersOf(Desk.Group()));
        state.ClickHeader("ro");

        var lines = MatrixReview.Lines(state, screens.Reader);
        lines.Should().HaveCount(MatrixReview.MaxLines + 1);
        lines[^1].Should().Be("and 3 more");
    }

    private IReadOnlyList<ConsequenceLine> Of(MatrixState state) => ConsequenceWords.Of(state, screens.Names);
}
