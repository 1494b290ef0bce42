using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Tests;

public sealed class GroupAccessRuleTests
{
    private static readonly PermissionKeys Keys = PermissionKeys.RoRw;
    private static readonly PermissionSet RoRw = PermissionSet.Ro | PermissionSet.Rw;

    /// <summary>Facts as somebody would gather them, with the customers they come from.</summary>
    private static readonly Arbitrary<Question> AnyQuestion = Gen.Choose(0, int.MaxValue - 1).Select(Question.Make).ToArbitrary();

    [Fact]
    public void Explain_G1InvalidGroup_GivesNothingWhateverElseSaysSo() =>
        Explain(Everything() with { GroupValid = false }, Some.Grant(stored: RoRw)).Should().BeEquivalentTo(new GroupAccess(PermissionSet.None, []));

    [Fact]
    public void WhyNot_G1InvalidGroup_SaysThatAlone() =>
        WhyNot(Everything() with { GroupValid = false, PersonValid = false }, PermissionSet.Ro).Should().Equal(new AccessDenial(AccessDenialKind.GroupInvalid));

    [Fact]
    public void Explain_G2InvalidPerson_HasNoAccess() =>
        Explain(Everything() with { PersonValid = false }, Some.Grant(stored: RoRw)).Should().BeEquivalentTo(new GroupAccess(PermissionSet.None, []));

    [Fact]
    public void WhyNot_G2InvalidPerson_SaysThatAlone() =>
        WhyNot(Everything() with { PersonValid = false }, PermissionSet.Ro).Should().Equal(new AccessDenial(AccessDenialKind.PersonInvalid));

    [Fact]
    public void WhyNot_G2BlockedPerson_SaysThatAlone() =>
        WhyNot(Everything() with { PersonValid = false, PersonBlocked = true }, PermissionSet.Ro).Should().Equal(new AccessDenial(AccessDenialKind.PersonBlocked));

    [Fact]
    public void Explain_G3SupportOff_GivesEveryKey() =>
        Sources(Some.Facts() with { SupportOff = true }).Should().Equal(new AccessSource(AccessSourceKind.SupportOff, RoRw));

    [Fact]
    public void Explain_G3SupportOff_StillNamesTheStoredRow() =>
        Sources(Some.Facts() with { SupportOff = true, Stored = PermissionSet.Ro }).Should().Equal(
            new AccessSource(AccessSourceKind.Direct, PermissionSet.Ro), new AccessSource(AccessSourceKind.SupportOff, RoRw));

    [Fact]
    public void Explain_G4StoredRo_CountsForRoOnly()
    {
        var access = Explain(Some.Facts() with { Stored = PermissionSet.Ro });

        access.Effective.Should().Be(PermissionSet.Ro);
        access.Sources.Should().Equal(new AccessSource(AccessSourceKind.Direct, PermissionSet.Ro));
    }

    [Fact]
    public void Explain_G4StoredRw_CountsForEveryKeyAndSaysWhichAreImplied()
    {
        var access = GroupAccessRule.Explain(Some.Facts() with { Stored = PermissionSet.Rw }, [], Some.FourKeys);

        access.Effective.Should().Be(Some.FourKeys.AllSet);
        access.Sources.Should().Equal(
            new AccessSource(AccessSourceKind.Direct, PermissionSet.Rw),
            new AccessSource(AccessSourceKind.ImpliedByRw, Some.FourKeys.AllSet - PermissionSet.Rw));
    }

    [Fact]
    public void Explain_G4OtherKeys_CountForThemselvesAlone()
    {
        var note = Some.FourKeys.Find("note")!.Set;

        GroupAccessRule.Effective(Some.Facts() with { Stored = note }, Some.FourKeys).Should().Be(note);
    }

    [Fact]
    public void Explain_G7StoredRoAndRw_NamesBothSourcesOfRo() =>
        Explain(Some.Facts() with { Stored = RoRw }).SourcesOf(PermissionSet.Ro).Select(source => source.Kind)
            .Should().Equal(AccessSourceKind.Direct, AccessSourceKind.ImpliedByRw);

    [Fact]
    public void Explain_WithAStoredKeyThatIsNotConfigured_GivesNothingForIt() =>
        Explain(Some.Facts() with { Stored = PermissionSet.OfBit(5) }).Should().BeEquivalentTo(new GroupAccess(PermissionSet.None, []));

    [Fact]
    public void Explain_G5AlwaysGroup_GivesEveryKey() =>
        Sources(Some.Facts() with { AlwaysGroup = true }).Should().Equal(new AccessSource(AccessSourceKind.AlwaysGroup, RoRw));

    [Fact]
    public void Explain_G6ValidCustomers_GiveTheirKeysEachUnderItsName() =>
        Sources(Some.Facts(), Some.Grant("ACME", stored: PermissionSet.Ro), Some.Grant("BETA", stored: PermissionSet.Rw)).Should().Equal(
            new AccessSource(AccessSourceKind.Customer, PermissionSet.Ro, "ACME"), new AccessSource(AccessSourceKind.Customer, RoRw, "BETA"));

    [Fact]
    public void Explain_G6InvalidCustomer_GivesNothing() =>
        Explain(Some.Facts(), Some.Grant(valid: false, stored: RoRw)).Should().BeEquivalentTo(new GroupAccess(PermissionSet.None, []));

    [Fact]
    public void Explain_G6CompanyAlwaysGroup_GivesEveryKeyWithAValidCustomer() =>
        Sources(Some.Facts() with { CompanyAlwaysGroup = true }, Some.Grant())
            .Should().Equal(new AccessSource(AccessSourceKind.CompanyAlwaysGroup, RoRw));

    [Fact]
    public void Explain_G6CompanyAlwaysGroupWithoutAValidCustomer_GivesNothing() =>
        Explain(Some.Facts() with { CompanyAlwaysGroupWaits = true }, Some.Grant(valid: false)).Effective.Should().Be(PermissionSet.None);

    [Fact]
    public void Explain_G7WithEverySource_NamesThemAll() =>
        Sources(Everything(), Some.Grant(stored: PermissionSet.Ro)).Select(source => source.Kind).Should().BeEquivalentTo(Enum.GetValues<AccessSourceKind>());

    [Fact]
    public void WhyNot_G7WithNothing_SaysWhyEachSourceDoesNotApply() =>
        WhyNot(Some.Facts(), PermissionSet.Ro).Select(denial => denial.Kind).Should().BeEquivalentTo([
            AccessDenialKind.NoDirectKey, AccessDenialKind.NotAlwaysGroup, AccessDenialKind.NoCustomer,
            AccessDenialKind.NotCompanyAlwaysGroup, AccessDenialKind.SupportOn]);

    [Fact]
    public void WhyNot_G7WithCustomers_SaysWhichIsInvalidAndWhichLacksTheKey() =>
        WhyNot(Some.Facts() with { ViaCustomers = PermissionSet.Ro, Stored = PermissionSet.Ro }, PermissionSet.Rw, Some.Grant("ACME", stored: PermissionSet.Ro), Some.Grant("GONE", valid: false, stored: RoRw))
            .Should().BeEquivalentTo([
                new AccessDenial(AccessDenialKind.NoDirectKey),
                new AccessDenial(AccessDenialKind.NotAlwaysGroup),
                new AccessDenial(AccessDenialKind.CustomerLacksKey, "ACME"),
                new AccessDenial(AccessDenialKind.CustomerInvalid, "GONE"),
                new AccessDenial(AccessDenialKind.NotCompanyAlwaysGroup),
                new AccessDenial(AccessDenialKind.SupportOn)]);

    [Fact]
    public void WhyNot_G7CompanyAlwaysGroupWithoutAValidCustomer_DoesNotSayThatTheGroupIsNone() =>
        WhyNot(Some.Facts() with { CompanyAlwaysGroupWaits = true }, PermissionSet.Ro, Some.Grant("GONE", valid: false)).Select(denial => denial.Kind)
            .Should().Contain(AccessDenialKind.CustomerInvalid).And.NotContain(AccessDenialKind.NotCompanyAlwaysGroup);

    [Fact]
    public void WhyNot_WithAnEffectiveKey_SaysNothing() => WhyNot(Some.Facts() with { Stored = PermissionSet.Rw }, PermissionSet.Ro).Should().BeEmpty();

    [Fact]
    public void Explain_NeverGroup_GivesNothingWhateverElseSaysSo() =>
        Explain(Everything() with { GroupNever = true }, Some.Grant(stored: RoRw)).Should().BeEquivalentTo(new GroupAccess(PermissionSet.None, []));

    [Fact]
    public void WhyNot_NeverGroup_SaysThatAlone() =>
        WhyNot(Everything() with { GroupNever = true }, PermissionSet.Ro).Should().Equal(new AccessDenial(AccessDenialKind.GroupNever));

    [Fact]
    public void Explain_ForAnyFacts_AgreesWithEffectiveAndItsSourcesAddUpToIt() => Prop.ForAll(AnyQuestion, question =>
    {
        var access = GroupAccessRule.Explain(question.Facts, question.Customers, question.Keys);
        var union = access.Sources.Aggregate(PermissionSet.None, (all, source) => all | source.Keys);
        return access.Effective == GroupAccessRule.Effective(question.Facts, question.Keys)
            && union == access.Effective
            && access.Sources.All(source => !source.Keys.IsEmpty);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void WhyNot_ForAnyFacts_IsEmptyExactlyForEffectiveKeys() => Prop.ForAll(AnyQuestion, question =>
        question.Keys.All.All(key =>
            GroupAccessRule.WhyNot(question.Facts, question.Customers, question.Keys, key.Set).IsEmpty
            == GroupAccessRule.Effective(question.Facts, question.Keys).Contains(key.Set))).QuickCheckThrowOnFailure();

    [Fact]
    public void Effective_WithOneMoreGrant_NeverTakesAKeyAway() => Prop.ForAll(AnyQuestion, question =>
    {
        var before = GroupAccessRule.Effective(question.Facts, question.Keys);
        return question.OneMore().All(more => GroupAccessRule.Effective(more, question.Keys).Contains(before));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Effective_OfWhatIsInvalid_IsAlwaysNothing() => Prop.ForAll(AnyQuestion, question =>
        GroupAccessRule.Effective(question.Facts with { GroupValid = false }, question.Keys).IsEmpty
        && GroupAccessRule.Effective(question.Facts with { PersonValid = false }, question.Keys).IsEmpty
        && GroupAccessRule.Effective(question.Facts with { GroupNever = true }, question.Keys).IsEmpty).QuickCheckThrowOnFailure();

    [Fact]
    public void Explain_WithCustomersInAnotherOrder_GivesTheSame() => Prop.ForAll(AnyQuestion, question =>
    {
        var one = GroupAccessRule.Explain(question.Facts, question.Customers, question.Keys);
        var other = GroupAccessRule.Explain(question.Facts, [.. question.Customers.Reverse()], question.Keys);
        return one.Effective == other.Effective && one.Sources.ToHashSet().SetEquals(other.Sources);
    }).QuickCheckThrowOnFailure();

    private static GroupAccessFacts Everything() => Some.Facts() with
    {
        SupportOff = true,
        AlwaysGroup = true,
        CompanyAlwaysGroup = true,
        Stored = PermissionSet.Rw,
        ViaCustomers = PermissionSet.Ro,
    };

    /// <summary>Explains; what the customers give together is worked out here, so that facts and customers agree.</summary>
    private static GroupAccess Explain(GroupAccessFacts facts, params CustomerGrant[] customers) => GroupAccessRule.Explain(
        facts with { ViaCustomers = Question.Together(customers) }, customers, Keys);

    private static IEnumerable<AccessSource> Sources(GroupAccessFacts facts, params CustomerGrant[] customers) => Explain(facts, customers).Sources;

    private static IEnumerable<AccessDenial> WhyNot(GroupAccessFacts facts, PermissionSet key, params CustomerGrant[] customers) =>
        GroupAccessRule.WhyNot(facts, customers, Keys, key);

    private sealed record Question(GroupAccessFacts Facts, CustomerGrant[] Customers, PermissionKeys Keys)
    {
        public static Question Make(int seed)
        {
            var random = new Random(seed);
            var keys = random.Next(2) == 0 ? PermissionKeys.RoRw : Some.FourKeys;
            var customers = Enumerable.Range(1, random.Next(4))
                .Select(i => Some.Grant($"C{i}", random.Next(3) > 0, random.Next(2) == 0 ? PermissionSet.None : new PermissionSet(random.Next(32)))).ToArray();
            var companyAlways = random.Next(4) == 0;
            return new Question(
                new GroupAccessFacts
                {
                    PersonValid = random.Next(6) > 0,
                    GroupValid = random.Next(6) > 0,
                    GroupNever = random.Next(6) == 0,
                    SupportOff = random.Next(4) == 0,
                    AlwaysGroup = random.Next(4) == 0,
                    CompanyAlwaysGroup = companyAlways && customers.Any(customer => customer.Valid),
                    CompanyAlwaysGroupWaits = companyAlways && !customers.Any(customer => customer.Valid),
                    Stored = random.Next(2) == 0 ? PermissionSet.None : new PermissionSet(random.Next(32)),
                    ViaCustomers = Together(customers),
                },
                customers,
                keys);
        }

        public static PermissionSet Together(IEnumerable<CustomerGrant> customers) =>
            customers.Where(customer => customer.Valid).Aggregate(PermissionSet.None, (all, customer) => all | customer.Stored);

        /// <summary>The same facts with one more grant of each sort.</summary>
        public IEnumerable<GroupAccessFacts> OneMore() =>
        [
            Facts with { SupportOff = true },
            Facts with { AlwaysGroup = true },
            Facts with { CompanyAlwaysGroup = true },
            .. Keys.All.Select(key => Facts with { Stored = Facts.Stored | key.Set }),
            .. Keys.All.Select(key => Facts with { ViaCustomers = Facts.ViaCustomers | key.Set }),
        ];
    }
}
