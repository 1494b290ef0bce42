using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Tests.Reading;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Editing;

public sealed class ConsequencesTests : IDisposable
{
    private static readonly RelationKind[] Kinds = [.. RelationKind.All];

    private readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public void Of_AnyEditsInAnyWorld_IsWhatIsTrueAfterTheSave() => Prop.ForAll(World.Any, async world =>
    {
        using var desk = Desk.Of(world);
        var random = new Random(world.Seed);
        for (var round = 0; round < 4; round++)
        {
            var before = desk.FreshWorld();
            var matrices = AccessWorldTests.Matrices(world).Where(matrix => matrix.Kind == Kinds[random.Next(Kinds.Length)]).ToList();
            if (matrices.Count == 0)
            {
                continue;
            }

            var edits = SomeEdits.Of(world, matrices[random.Next(matrices.Count)], before, random);
            var said = Consequences.Of(before, edits);

            if (await desk.Save(edits) is Saved)
            {
                ShouldBeTrue(said, before, desk.FreshWorld(), world);
            }
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public void Of_NoEdits_IsNothing() => Consequences.Of(desk.Worlds.Read(), EditSet.Of(MatrixId.DefaultServices)).Should().BeSameAs(Consequences.None);

    [Fact]
    public void Of_OneWhoLosesHerLastGroup_SaysThatNoneIsLeft()
    {
        var (anna, bert, billing, hr) = (desk.CustomerUser(), desk.CustomerUser("bert"), desk.Group(), desk.Group("hr"));
        desk.Relate(anna, billing, PermissionSet.Rw);
        desk.Relate(bert, billing, PermissionSet.Rw);
        desk.Relate(bert, hr, PermissionSet.Ro);

        var said = Consequences.Of(desk.Worlds.Read(), Desk.Edit(MatrixId.CustomerUsersOf(billing), PermissionSet.Rw, false, anna.Value, bert.Value));

        said.NoGroupLeft.Should().Equal(anna.Value);
        said.Lose.Should().Equal(anna.Value, bert.Value);
        said.Gain.Should().BeEmpty();
        said.Groups.Should().Equal(
            new GroupAccessChange(anna.Value, billing.Value, PermissionSet.Ro | PermissionSet.Rw, PermissionSet.None),
            new GroupAccessChange(bert.Value, billing.Value, PermissionSet.Ro | PermissionSet.Rw, PermissionSet.None));
    }

    [Fact]
    public void Of_ARowThatACustomerGivesAnyway_IsNothing()
    {
        var acme = desk.Customer();
        var (anna, billing) = (desk.CustomerUser(customer: acme), desk.Group());
        desk.Relate(acme, billing, PermissionSet.Ro);

        var said = Consequences.Of(desk.Worlds.Read(), Desk.Edit(MatrixId.GroupsOf(anna), PermissionSet.Ro, true, billing.Value));

        said.Groups.Should().BeEmpty();
        said.Affected.Should().Be(0);
    }

    [Theory]
    [InlineData(25, false)]
    [InlineData(26, true)]
    public void NeedsConfirmation_AtTwentyFiveAndOneMore_TurnsFromNoToYes(int persons, bool needed)
    {
        var billing = desk.Group();
        var members = desk.CustomerUsers(persons);

        var said = Consequences.Of(desk.Worlds.Read(), Desk.Edit(MatrixId.CustomerUsersOf(billing), PermissionSet.Ro, true, members.Select(person => person.Value)));

        said.Affected.Should().Be(persons);
        said.NeedsConfirmation.Should().Be(needed);
    }

    [Fact]
    public void Of_TheFirstSpecificService_SaysWhichDefaultsAreLost()
    {
        var (anna, mail, vpn) = (desk.CustomerUser(), desk.Service("Mail"), desk.Service("VPN"));
        desk.Default(mail);

        var said = Consequences.Of(desk.Worlds.Read(), Desk.Edit(MatrixId.ServicesOf(anna), PermissionSet.Active, true, vpn.Value));

        said.LoseDefaults.Should().Equal(anna.Value);
        said.Services.Single().Lost.Should().Equal(mail);
        said.Services.Single().Gained.Should().Equal(vpn);
        said.FallBack.Should().BeEmpty();
    }

    [Fact]
    public void Of_TheFirstSpecificServiceTogetherWithEveryDefault_LosesNobodyADefault()
    {
        var (anna, mail, vpn) = (desk.CustomerUser(), desk.Service("Mail"), desk.Service("VPN"));
        desk.Default(mail);

        var said = Consequences.Of(desk.Worlds.Read(), Desk.Edit(MatrixId.ServicesOf(anna), PermissionSet.Active, true, vpn.Value, mail.Value));

        said.LoseDefaults.Should().BeEmpty();
        said.Lose.Should().BeEmpty();
        said.Gain.Should().Equal(anna.Value);
    }

    [Fact]
    public void Of_TheLastSpecificServiceUnticked_SaysThatSheFallsBack()
    {
        var (anna, mail, vpn) = (desk.CustomerUser(), desk.Service("Mail"), desk.Service("VPN"));
        desk.Default(mail);
        desk.Relate(anna, vpn);

        var said = Consequences.Of(desk.Worlds.Read(), Desk.Edit(MatrixId.CustomerUsersOf(vpn), PermissionSet.Active, false, anna.Value));

        said.FallBack.Should().Equal(anna.Value);
        said.LoseDefaults.Should().BeEmpty();
    }

    [Fact]
    public void Of_AServiceThatIsNotEffective_IsNothing()
    {
        var anna = desk.CustomerUser();
        var child = desk.Service("Network::VPN", desk.Service("Network", validity: Validity.Invalid));
        desk.Default(desk.Service("Mail"));

        Consequences.Of(desk.Worlds.Read(), Desk.Edit(MatrixId.ServicesOf(anna), PermissionSet.Active, true, child.Value)).Services.Should().BeEmpty();
    }

    [Fact]
    public void Of_AnotherDefaultService_ReachesEverybodyOnTheDefaultsAndNobodyElse()
    {
        var (anna, bert) = (desk.CustomerUser(), desk.CustomerUser("bert"));
        desk.CustomerUser("gone", validity: Validity.Invalid);
        var (mail, vpn) = (desk.Service("Mail"), desk.Service("VPN"));
        desk.Relate(bert, vpn);

        var said = Consequences.Of(desk.Worlds.Read(), Desk.Edit(MatrixId.DefaultServices, PermissionSet.Active, true, mail.Value));

        said.Gain.Should().Equal(anna.Value);
        said.LoseDefaults.Should().BeEmpty();
    }

    [Fact]
    public void IsSameAs_InAnotherOrder_IsTheSame_AndSomebodyElseIsAnother()
    {
        var (anna, bert, billing, hr) = (desk.CustomerUser(), desk.CustomerUser("bert"), desk.Group(), desk.Group("hr"));
        desk.Relate(anna, billing, PermissionSet.Ro);
        desk.Relate(anna, hr, PermissionSet.Ro);
        Consequences Said(CustomerUserId person) => Consequences.Of(
            desk.Worlds.Read(), Desk.Edit(MatrixId.GroupsOf(person), PermissionSet.Rw, true, billing.Value, hr.Value));
        var said = Said(anna);
        desk.Change("UPDATE permission_group SET name = 'zz' WHERE id = $id", ("$id", billing.Value));

        said.IsSameAs(Said(anna)).Should().BeTrue();
        said.DifferFrom(Said(bert)).Should().Equal(anna.Value, bert.Value);
    }

    /// <summary>Compares what was said with the difference of two worlds, person by person.</summary>
    internal static void ShouldBeTrue(Consequences said, AccessWorld before, AccessWorld after, World plan)
    {
        var (gain, lose, loseDefaults, fallBack, noGroupLeft) = (new List<int>(), new List<int>(), new List<int>(), new List<int>(), new List<int>());
        var changes = new List<GroupAccessChange>();
        foreach (var (then, now) in before.Persons.Zip(after.Persons))
        {
            foreach (var group in before.Catalog.Groups)
            {
                var change = new GroupAccessChange(then.Id, group.Id.Value, before.Effective(then, group), after.Effective(now, after.Catalog.Find(group.Id)!));
                if (change.Before != change.After)
                {
                    changes.Add(change);
                }
            }

            var mine = changes.Where(change => change.Person == then.Id).ToList();
            var (servicesThen, servicesNow) = (ServicesOf(before, then), ServicesOf(after, now));
            AddIf(gain, mine.Any(change => change.Gains) || servicesNow.Services.Except(servicesThen.Services).Any());
            AddIf(lose, mine.Any(change => change.Loses) || servicesThen.Services.Except(servicesNow.Services).Any());
            AddIf(loseDefaults, (servicesThen.Source, servicesNow.Source) == (ServiceSource.Default, ServiceSource.Specific)
                && servicesThen.Services.Except(servicesNow.Services).Any());
            AddIf(fallBack, (servicesThen.Source, servicesNow.Source) == (ServiceSource.Specific, ServiceSource.Default));
            AddIf(noGroupLeft, before.GroupsOf(then).Any() && !after.GroupsOf(now).Any());

            void AddIf(List<int> list, bool condition)
            {
                if (condition)
                {
                    list.Add(then.Id);
                }
            }
        }

        said.Groups.Should().BeEquivalentTo(changes, "{0}", plan);
        said.Gain.Should().Equal(gain, "these gain in {0}", plan);
        said.Lose.Should().Equal(lose, "these lose in {0}", plan);
        said.LoseDefaults.Should().Equal(loseDefaults, "these lose the defaults in {0}", plan);
        said.FallBack.Should().Equal(fallBack, "these fall back in {0}", plan);
        said.NoGroupLeft.Should().Equal(noGroupLeft, "these have no group in {0}", plan);
        said.Affected.Should().Be((IdSet.Of(gain) | IdSet.Of(lose)).Count);
    }
    // Who is not valid has none.
    private static EffectiveServices ServicesOf(AccessWorld world, PersonFacts person) =>
        person.Valid ? world.ServicesOf(person) : new EffectiveServices([], ServiceSource.None);
}
