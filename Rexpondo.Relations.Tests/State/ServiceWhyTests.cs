using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

/// <summary>The last column of the three service screens.</summary>
public sealed class ServiceWhyTests : IDisposable
{
    private readonly Screens screens = new();

    public void Dispose() => screens.Dispose();

    private Storage.Desk Desk => screens.Desk;

    [Fact]
    public void PersonServices_OfADefault_SaysWhetherItAppliesNowAndThen()
    {
        var (anna, mail, vpn) = (Desk.CustomerUser(), Desk.Service("Mail"), Desk.Service("VPN"));
        Desk.Default(mail);
        var state = screens.Open(MatrixId.ServicesOf(anna));
        string Said(ServiceId service) => screens.Why(state, new PersonServicesWhy(), service.Value).Words;

        Said(mail).Should().Be("default · applies");
        Said(vpn).Should().BeEmpty();
        state.Tick(vpn.Value);
        Said(mail).Should().Be("default · will no longer apply");
        Said(vpn).Should().Be("will be granted");
        Desk.Relate(anna, vpn);
        state = screens.Open(MatrixId.ServicesOf(anna));
        Said(mail).Should().Be("default · does not apply");
        Said(vpn).Should().Be(screens.BySeed);
        state.Untick(vpn.Value);
        Said(mail).Should().Be("default · will apply");
        screens.Why(state, new PersonServicesWhy(), vpn.Value).Parts[0].Should().Be(new WhyPart(WhyLook.Loss, "will be withdrawn"));
    }

    [Fact]
    public void PersonServices_OfAnIneffectiveOne_SaysThatItDoesNotOverride()
    {
        var anna = Desk.CustomerUser();
        var old = Desk.Service("Old", validity: Validity.Invalid);
        var part = Desk.Service("Old::Part", old);
        Desk.Relate(anna, old);
        Desk.Relate(anna, part);
        Desk.Default(part);
        var state = screens.Open(MatrixId.ServicesOf(anna));

        screens.Why(state, new PersonServicesWhy(), old.Value).Words.Should().Be($"invalid · does not override the default services · {screens.BySeed}");
        screens.Why(state, new PersonServicesWhy(), part.Value).Words.Should().Be($"parent Old is invalid · does not override the default services · default · {screens.BySeed}");
    }

    [Fact]
    public void ServicePersons_EachCase()
    {
        var (mail, print, vpn) = (Desk.Service("Mail"), Desk.Service("Print"), Desk.Service("VPN"));
        Desk.Default(mail);
        Desk.Default(print);
        var (anna, bert, carl, gone) = (Desk.CustomerUser("anna"), Desk.CustomerUser("bert"), Desk.CustomerUser("carl"), Desk.CustomerUser("gone", validity: Validity.Invalid));
        Desk.Relate(bert, vpn);
        Desk.Relate(carl, mail);
        Desk.Relate(carl, print);
        Desk.Relate(gone, vpn);
        var state = screens.Open(MatrixId.CustomerUsersOf(vpn));
        var writer = new ServicePersonsWhy();
        string Said(CustomerUserId person) => screens.Why(state, writer, person.Value).Words;

        Said(anna).Should().Be("default services apply");
        Said(bert).Should().Be($"1 specific service · {screens.BySeed}");
        Said(carl).Should().Be("2 specific services");
        Said(gone).Should().Be($"customer user invalid · {screens.BySeed}");

        state.Tick(anna.Value);
        state.Untick(bert.Value);
        state.Tick(carl.Value);
        state.Untick(gone.Value);
        Said(anna).Should().Be("defaults apply → only VPN · loses Mail, Print");
        Said(bert).Should().Be($"specific services → default services · {screens.BySeed}");
        Said(carl).Should().Be("2 specific → 3");
        Said(gone).Should().Be($"will be withdrawn · customer user invalid · {screens.BySeed}");

        state.KeepDefaults();
        Said(anna).Should().Be("defaults apply → 3 specific services");
        screens.Why(state, writer, anna.Value).Parts.Should().OnlyContain(part => part.Look == WhyLook.Change);
    }

    [Fact]
    public void ServicePersons_OfAnIneffectiveService_SaysThatItWillBeGranted()
    {
        var (anna, old) = (Desk.CustomerUser(), Desk.Service("Old", validity: Validity.Invalid));
        var state = screens.Open(MatrixId.CustomerUsersOf(old));
        state.Tick(anna.Value);

        screens.Why(state, new ServicePersonsWhy(), anna.Value).Words.Should().Be("will be granted");
    }

    [Fact]
    public void DefaultServices_EachCase()
    {
        var (mail, vpn, old) = (Desk.Service("Mail"), Desk.Service("VPN"), Desk.Service("Old", validity: Validity.Invalid));
        Desk.Default(mail);
        Desk.Default(old);
        var state = screens.Open(MatrixId.DefaultServices);
        string Said(ServiceId service) => screens.Why(state, new DefaultServicesWhy(), service.Value).Words;

        Said(mail).Should().Be(screens.BySeed);
        Said(vpn).Should().BeEmpty();
        Said(old).Should().Be($"invalid · {screens.BySeed}");
        state.Untick(mail.Value);
        state.Tick(vpn.Value);
        Said(mail).Should().Be($"will be withdrawn · {screens.BySeed}");
        Said(vpn).Should().Be("will be granted");
    }
}
