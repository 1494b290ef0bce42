using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Tests;

public sealed class ServiceOverrideRuleTests
{
    private static readonly ServiceId Mail = new(1);
    private static readonly ServiceId Vpn = new(2);
    private static readonly ServiceId Phone = new(3);

    [Fact]
    public void Resolve_S1WithOneSpecificService_IgnoresEveryDefault() =>
        Should(Resolve([Mail], [Vpn, Phone]), ServiceSource.Specific, Mail);

    [Fact]
    public void Resolve_S1WithASpecificServiceThatIsADefaultToo_GivesThatOneAlone() =>
        Should(Resolve([Mail], [Mail, Vpn]), ServiceSource.Specific, Mail);

    [Fact]
    public void Resolve_S1WithoutSpecificServices_GivesTheDefaults() => Should(Resolve([], [Vpn, Phone]), ServiceSource.Default, Vpn, Phone);

    [Fact]
    public void Resolve_S1WithDefaultsThatAreNotEffective_LeavesThemOut() =>
        Should(ServiceOverrideRule.Resolve([], [Vpn, Phone], id => id == Phone), ServiceSource.Default, Phone);

    [Fact]
    public void Resolve_WithNothingAtAll_GivesTheDefaultsWhichAreNone() => Should(Resolve([], []), ServiceSource.Default);

    [Fact]
    public void Resolve_S2WithASpecificServiceThatIsNotEffective_DoesNotSuppressTheDefaults() =>
        Should(ServiceOverrideRule.Resolve([Mail], [Vpn], id => id != Mail), ServiceSource.Default, Vpn);

    [Fact]
    public void Resolve_Neighbours8ValidChildOfAnInvalidParent_LeavesTheDefaults()
    {
        var tree = new ServiceTree([
            Some.Service(1, "Network", validity: Validity.Invalid), Some.Service(2, "Network::VPN", parent: 1), Some.Service(3, "Mail")]);

        Should(ServiceOverrideRule.Resolve([new ServiceId(2)], [new ServiceId(3)], tree.IsEffective), ServiceSource.Default, new ServiceId(3));
    }

    [Fact]
    public void Resolve_S3WithAService_SaysNothingAboutItsParentAndItsChildren()
    {
        var tree = new ServiceTree([
            Some.Service(1, "Network"), Some.Service(2, "Network::VPN", parent: 1), Some.Service(3, "Network::VPN::Token", parent: 2)]);

        Should(ServiceOverrideRule.Resolve([new ServiceId(2)], [], tree.IsEffective), ServiceSource.Specific, new ServiceId(2));
    }

    [Fact]
    public void ResolveUnknown_S4WithTheSettingOff_GivesNothing() =>
        Should(ServiceOverrideRule.ResolveUnknown([Mail], _ => true, defaultsForUnknown: false), ServiceSource.None);

    [Fact]
    public void ResolveUnknown_S4WithTheSettingOn_GivesTheEffectiveDefaults() =>
        Should(ServiceOverrideRule.ResolveUnknown([Mail, Vpn], id => id == Vpn, defaultsForUnknown: true), ServiceSource.Default, Vpn);

    [Fact]
    public void Resolve_ForAnyServices_IsSpecificOrDefaultAndNeverAMix() => Prop.ForAll(
        Gen.Choose(1, 12).Select(number => new ServiceId(number)).ListOf().Three().ToArbitrary(),
        lists =>
        {
            var (specific, defaults, effective) = lists;
            var answer = ServiceOverrideRule.Resolve(specific, defaults, effective.Contains);
            var own = specific.Where(effective.Contains).ToList();
            return own.Count > 0
                ? answer.Source == ServiceSource.Specific && answer.Services.SequenceEqual(own)
                : answer.Source == ServiceSource.Default && answer.Services.SequenceEqual(defaults.Where(effective.Contains));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Resolve_WithMoreSpecificServicesThatAreNotEffective_GivesTheSame() => Prop.ForAll(
        Gen.Choose(1, 12).Select(number => new ServiceId(number)).ListOf().Two().ToArbitrary(),
        lists =>
        {
            var (specific, defaults) = lists;
            var with = ServiceOverrideRule.Resolve(specific, defaults, id => id.Value > 6);
            var without = ServiceOverrideRule.Resolve(specific.Where(id => id.Value > 6), defaults, id => id.Value > 6);
            return with.Source == without.Source && with.Services.SequenceEqual(without.Services);
        }).QuickCheckThrowOnFailure();

    private static EffectiveServices Resolve(ServiceId[] specific, ServiceId[] defaults) => ServiceOverrideRule.Resolve(specific, defaults, _ => true);

    private static void Should(EffectiveServices answer, ServiceSource source, params ServiceId[] services)
    {
        answer.Source.Should().Be(source);
        answer.Services.Should().Equal(services);
    }
}
