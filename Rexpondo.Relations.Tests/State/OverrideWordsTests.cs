using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

/// <summary>The override line: which case holds, and which would after the save.</summary>
public sealed class OverrideWordsTests : IDisposable
{
    private readonly Screens screens = new();

    public void Dispose() => screens.Dispose();

    private Storage.Desk Desk => screens.Desk;

    [Fact]
    public void ForPerson_OnDefaults_SaysHowManyApply()
    {
        Defaults(7);

        OverrideWords.ForPerson(Open(Desk.CustomerUser())).Should().Be(
            new OverrideView(false, "Default services apply (7)", Detail: "D1, D2, D3, D4, D5 and 2 more"));
    }

    [Fact]
    public void ForPerson_WithSpecificServices_SaysHowManyOverride()
    {
        Defaults(7);
        var anna = Desk.CustomerUser();
        Specific(anna, 4);

        OverrideWords.ForPerson(Open(anna)).Should().Be(
            new OverrideView(false, "4 specific services override the 7 default services", Detail: "not applied: D1, D2, D3, D4, D5 and 2 more"));
    }

    [Fact]
    public void ForPerson_OneMoreSpecificService_SaysOnceSaved()
    {
        Defaults(2);
        var (anna, vpn) = (Desk.CustomerUser(), Desk.Service("VPN"));
        Specific(anna, 1);
        var state = Open(anna);
        state.Tick(vpn.Value);

        Sentence(OverrideWords.ForPerson(state)).Should().Be("2 specific services override the 2 default services once saved.");
        OverrideWords.ForPerson(state).Warns.Should().BeFalse();
    }

    [Fact]
    public void ForPerson_FirstTickPending_SaysWhatWillNoLongerApplyAndOffersToCopy()
    {
        Defaults(2);
        var (anna, vpn) = (Desk.CustomerUser(), Desk.Service("VPN"));
        var state = Open(anna);
        state.Tick(vpn.Value);

        var view = OverrideWords.ForPerson(state);
        view.Should().Be(new OverrideView(
            true, "1 specific service overrides the 2 default services", " once saved.", "No longer apply: D1, D2. She will get: VPN.", "Copy default services first"));
        state.CopyDefaults();
        OverrideWords.ForPerson(state).Should().Be(new OverrideView(
            true, "3 specific services override the 2 default services", " once saved.", "No service is lost by this."));
    }

    [Fact]
    public void ForPerson_LastUntickPending_SaysThatDefaultsWillApply()
    {
        Defaults(7);
        var (anna, vpn) = (Desk.CustomerUser(), Desk.Service("VPN"));
        Desk.Relate(anna, vpn);
        var state = Open(anna);
        state.Untick(vpn.Value);

        var view = OverrideWords.ForPerson(state);
        Sentence(view).Should().Be("Default services will apply (7) once saved.");
        view.Warns.Should().BeTrue();
        view.Button.Should().BeNull();
    }

    [Fact]
    public void ForPerson_LastUntickPending_WithoutDefaults_SaysThatNothingIsLeft()
    {
        var (anna, vpn) = (Desk.CustomerUser(), Desk.Service("VPN"));
        Desk.Relate(anna, vpn);
        var state = Open(anna);
        OverrideWords.ForPerson(state).Should().Be(new OverrideView(false, "1 specific service; there are no default services"));
        state.Untick(vpn.Value);

        Sentence(OverrideWords.ForPerson(state)).Should().Be("No service at all once saved: there are no default services.");
    }

    [Theory]
    [InlineData(1, "1 specific service is not effective and does not override them.")]
    [InlineData(2, "2 specific services are not effective and do not override them.")]
    public void ForPerson_OnlyIneffective_SaysThatTheyDoNotOverride(int count, string detail)
    {
        Defaults(2);
        var anna = Desk.CustomerUser();
        for (var i = 0; i < count; i++)
        {
            Desk.Relate(anna, Desk.Service($"Old{i}", validity: Validity.Invalid));
        }

        OverrideWords.ForPerson(Open(anna)).Should().Be(new OverrideView(false, "Default services apply (2)", Detail: detail));
    }

    [Fact]
    public void ForPerson_Neither_SaysNoServiceAtAll()
    {
        var (anna, vpn) = (Desk.CustomerUser(), Desk.Service("VPN"));
        var state = Open(anna);

        var view = OverrideWords.ForPerson(state);
        view.Warns.Should().BeTrue();
        Sentence(view).Should().Be("No service at all: no default services exist and none is assigned.");
        state.Tick(vpn.Value);
        Sentence(OverrideWords.ForPerson(state)).Should().Be("1 specific service; there are no default services once saved.");
    }

    [Fact]
    public void ForService_FirstTicks_SaysWhoLosesWhat()
    {
        Defaults(2);
        var vpn = Desk.Service("VPN");
        Desk.CustomerUsers(31);
        var state = screens.Open(MatrixId.CustomerUsersOf(vpn));
        OverrideWords.ForService(state).Should().BeNull();
        state.ClickHeader();

        var view = OverrideWords.ForService(state)!;
        view.Should().Be(new OverrideView(
            true,
            "31 customer users lose their 2 default services",
            " once saved: VPN would be their first specific service.",
            "Would no longer apply to them: D1, D2.",
            "Keep their default services (+62)"));
        Sentence(view).Should().StartWith("31 customer users lose their 2 default services once saved");
        state.KeepDefaults();
        OverrideWords.ForService(state).Should().BeNull();
    }

    [Fact]
    public void ForService_FirstTicks_CountsOthersWhoHaveSpecificServicesOnly()
    {
        Defaults(1);
        var vpn = Desk.Service("VPN");
        var (anna, bert, carl, dora, gone) = (
            Desk.CustomerUser("anna"), Desk.CustomerUser("bert"), Desk.CustomerUser("carl"), Desk.CustomerUser("dora"), Desk.CustomerUser("gone", validity: Validity.Invalid));
        Specific(bert, 1);
        Desk.Relate(carl, vpn);
        Desk.Relate(gone, vpn);
        var state = screens.Open(MatrixId.CustomerUsersOf(vpn));
        state.Tick(dora.Value);
        state.KeepDefaults();
        state.Tick(anna.Value);
        state.Untick(carl.Value);
        state.Untick(gone.Value);

        var view = OverrideWords.ForService(state)!;
        view.Strong.Should().Be("1 customer user loses her 1 default service");
        view.Detail.Should().Be("Would no longer apply to them: D1.", "nobody else is ticked who has a specific service already");
        state.Tick(bert.Value);
        OverrideWords.ForService(state)!.Detail.Should().Be("Would no longer apply to them: D1. 1 other has specific services already.");
    }

    [Fact]
    public void ForService_LastUnticks_SaysHowManyFallBack()
    {
        Defaults(2);
        var vpn = Desk.Service("VPN");
        Desk.Relate(RelationKind.CustomerUserService, Desk.CustomerUsers(3).Select(person => (person.Value, vpn.Value, PermissionSet.Active)));
        var state = screens.Open(MatrixId.CustomerUsersOf(vpn));
        state.ClickHeader();

        var view = OverrideWords.ForService(state)!;
        Sentence(view).Should().StartWith("3 customer users fall back to the 2 default services once saved: VPN is their last specific service.");
        view.Button.Should().BeNull();
    }

    [Fact]
    public void ForService_NotEffective_SaysThatItDoesNotOverride()
    {
        var old = Desk.Service("Old", validity: Validity.Invalid);
        var part = Desk.Service("Old::Part", old);
        Desk.CustomerUser();

        Sentence(OverrideWords.ForService(screens.Open(MatrixId.CustomerUsersOf(part)))!).Should().StartWith("This service is not effective: what is assigned here does not override");
    }

    [Fact]
    public void ForDefaults_SaysForHowManyTheyApply()
    {
        var anna = Desk.CustomerUser();
        Desk.CustomerUsers(4);
        Desk.CustomerUser("gone", validity: Validity.Invalid);
        var state = screens.Open(MatrixId.DefaultServices);
        Sentence(OverrideWords.ForDefaults(state)).Should().Be("There are no default services: 5 customer users have no service at all.");
        Defaults(2);
        Specific(anna, 1);

        state.Refresh();
        OverrideWords.ForDefaults(state).Should().Be(new OverrideView(
            false, "The 2 default services apply for 4 customer users", Detail: "1 customer user has specific services instead."));
    }

    private static string Sentence(OverrideView view) => view.Strong + view.Rest;

    private MatrixState Open(CustomerUserId person) => screens.Open(MatrixId.ServicesOf(person));

    private void Defaults(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            Desk.Default(Desk.Service($"D{i}"));
        }
    }

    private void Specific(CustomerUserId person, int count)
    {
        for (var i = 1; i <= count; i++)
        {
            Desk.Relate(person, Desk.Service($"S{i}"));
        }
    }
}
