using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Reading;

public sealed class AccessWorldTests
{
    [Fact]
    public void Effective_ForAnyWorld_IsWhatTheRulesCountedOutSay() => Prop.ForAll(World.Any, world =>
    {
        using var desk = Desk.Of(world);
        var read = desk.Worlds.Read();
        foreach (var person in read.Persons)
        {
            foreach (var group in read.Catalog.Groups)
            {
                var access = read.Explain(person, group);
                var expected = world.KeysOf(person.Id, group.Id.Value);
                var agree = access.Effective == read.Effective(person, group)
                    && access.Sources.Aggregate(PermissionSet.None, (all, source) => all | source.Keys) == access.Effective
                    && read.Catalog.Keys.All.All(key => access.Effective.Contains(key.Set) == expected.Contains(key.Name)
                        && GroupAccessRule.WhyNot(read.Facts(person, group), read.Grants(person, group), read.Catalog.Keys, key.Set).IsEmpty == expected.Contains(key.Name));
                Assert.True(agree, $"person {person.Id} on {group}: expected {string.Join(',', expected)}, found {access}");
            }

            Assert.True(read.GroupsOf(person).Select(group => group.Id.Value).Order()
                .SequenceEqual(Enumerable.Range(1, world.Groups.Length).Where(group => !world.KeysOf(person.Id, group).IsEmpty)));
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void HoldersOfAndCounts_ForAnyWorld_AreWhatTheRulesCountedOutSay() => Prop.ForAll(World.Any, world =>
    {
        using var desk = Desk.Of(world);
        var read = desk.Worlds.Read();
        var persons = Enumerable.Range(1, world.Persons.Length).ToList();
        var valid = persons.Where(person => world.Persons[person - 1].Validity == Validity.Valid).ToList();
        foreach (var group in read.Catalog.Groups)
        {
            var holders = read.HoldersOf(group);
            holders.All.Should().Equal(persons.Where(person => !world.KeysOf(person, group.Id.Value).IsEmpty), "{0} in {1}", group, world);
            (holders.Direct.Count + holders.ViaCustomer.Count + holders.Otherwise.Count).Should().Be(holders.All.Count, "each person counts once");
            holders.Direct.Should().Equal(holders.All.Where(person => !(world.Row(RelationKind.CustomerUserGroup, person, group.Id.Value) & read.Catalog.Keys.AllSet).IsEmpty));
        }

        read.Counts.WithoutAnyAccess.Should().Equal(valid.Where(person => read.Catalog.Groups.All(group => world.KeysOf(person, group.Id.Value).IsEmpty)));
        read.Counts.OnDefaults.Should().Equal(valid.Where(person => !world.ServicesOf(person).Specific));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void ServicesOf_ForAnyWorld_AreWhatTheRulesCountedOutSay() => Prop.ForAll(World.Any, world =>
    {
        using var desk = Desk.Of(world);
        var read = desk.Worlds.Read();
        foreach (var person in read.Persons)
        {
            var services = read.ServicesOf(person);
            var (names, specific) = world.ServicesOf(person.Id);
            services.Services.Select(id => read.Catalog.Services.Find(id)!.FullName).Should().BeEquivalentTo(names, "{0} in {1}", person.Id, world);
            services.Source.Should().Be(specific ? ServiceSource.Specific : ServiceSource.Default);
            read.ServiceSourceOf(person).Should().Be(services.Source);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Stored_ForAnyWorldAndEveryMatrix_IsWhatIsStored() => Prop.ForAll(World.Any, world =>
    {
        using var desk = Desk.Of(world);
        var read = desk.Worlds.Read();
        foreach (var matrix in Matrices(world))
        {
            var stored = read.Stored(matrix);
            var expected = world.Rows.Where(row => row.Key.Kind == matrix.Kind && (matrix.FixedLeft ? row.Key.Left : row.Key.Right) == matrix.FixedId)
                .Select(row => (Row: matrix.FixedLeft ? row.Key.Right : row.Key.Left, row.Value)).OrderBy(row => row.Row);
            stored.Rows.Select(row => (row, stored[row])).Should().Equal(expected, "{0} in {1}", matrix, world);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void Stored_OfSomebodyWhoIsNotThere_IsNothing()
    {
        using var desk = new Desk();

        RelationKind.All.Where(kind => kind != RelationKind.DefaultService).SelectMany(kind => new[] { new MatrixId(kind, true, 77), new MatrixId(kind, false, 77) })
            .Should().OnlyContain(matrix => desk.Worlds.Read().Stored(matrix).Rows.IsEmpty);
    }

    [Fact]
    public void With_GroupSupportOnForThePreparation_SaysWhatWouldBe()
    {
        using var desk = new Desk(groupSupport: false);
        var (anna, billing) = (desk.CustomerUser(), desk.Group());
        var world = desk.Worlds.Read();

        var prepared = world.With(world.Catalog.Settings with { GroupSupport = GroupSupport.Everywhere(true) });

        world.HasAnyGroup(world.Find(anna)!).Should().BeTrue();
        prepared.HasAnyGroup(prepared.Find(anna)!).Should().BeFalse();
        prepared.Effective(prepared.Find(anna)!, prepared.Catalog.Find(billing)!).Should().Be(PermissionSet.None);
    }

    [Fact]
    public void AssignedGroups_WithWhatEverybodyHas_CountsWhatIsHersAlone()
    {
        using var desk = new Desk();
        var acme = desk.Customer();
        var anna = desk.CustomerUser(customer: acme);
        var (billing, hr, users, gone) = (desk.Group(), desk.Group("hr"), desk.Group("users"), desk.Group("gone", Validity.Invalid));
        desk.Relate(anna, billing, PermissionSet.Ro);
        desk.Relate(acme, hr, PermissionSet.Ro);
        desk.Relate(anna, users, PermissionSet.Ro);
        desk.Relate(anna, gone, PermissionSet.Rw);
        desk.Deploy(settings => settings with { AlwaysGroups = ["users"] });
        var world = desk.Worlds.Read();

        world.AssignedGroups(world.Find(anna)!).Select(group => group.Name).Should().BeEquivalentTo("billing", "hr");
    }

    [Fact]
    public void Explain_OfACompanyAlwaysGroupForSomebodyWithInvalidCustomersAlone_SaysThatTheCustomerIsInvalid()
    {
        using var desk = new Desk();
        var anna = desk.CustomerUser(customer: desk.Customer(validity: Validity.Invalid));
        var portal = desk.Group("portal");
        desk.Deploy(settings => settings with { CompanyAlwaysGroups = ["portal"] });
        var world = desk.Worlds.Read();
        var (person, group) = (world.Find(anna)!, world.Catalog.Find(portal)!);

        GroupAccessRule.WhyNot(world.Facts(person, group), world.Grants(person, group), world.Catalog.Keys, PermissionSet.Ro).Should().Equal(
            new AccessDenial(AccessDenialKind.NoDirectKey), new AccessDenial(AccessDenialKind.NotAlwaysGroup),
            new AccessDenial(AccessDenialKind.CustomerInvalid, "ACME"), new AccessDenial(AccessDenialKind.SupportOn));
    }

    internal static IEnumerable<MatrixId> Matrices(World world) => RelationKind.All.Where(kind => kind != RelationKind.DefaultService)
        .SelectMany(kind => Numbers(world, kind.Left).Select(id => new MatrixId(kind, true, id)).Concat(Numbers(world, kind.Right).Select(id => new MatrixId(kind, false, id))))
        .Append(MatrixId.DefaultServices);

    private static IEnumerable<int> Numbers(World world, RelationSide side) => Enumerable.Range(1, side switch
    {
        RelationSide.CustomerUser => world.Persons.Length,
        RelationSide.Customer => world.Customers.Length,
        RelationSide.Group => world.Groups.Length,
        RelationSide.Service => world.Services.Length,
        RelationSide.Everybody => 0,
        _ => throw new System.Diagnostics.UnreachableException(),
    });
}
