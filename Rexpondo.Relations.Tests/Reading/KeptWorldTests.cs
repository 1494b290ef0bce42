using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Tests.Editing;
using Rexpondo.Relations.Tests.Records;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Reading;

/// <summary>What is kept in memory takes over what changed, reads nothing else, and is what would be read afresh.</summary>
public sealed class KeptWorldTests : IDisposable
{
    private readonly RecordDesk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public void Read_AfterAnyHistory_IsWithAllItsCountsAndNamesWhatIsFreshlyRead() => Prop.ForAll(World.Any, async world =>
    {
        using var desk = new RecordDesk(Desk.Of(world));
        var (random, names) = (new Random(world.Seed), new NameDirectory(desk.Desk.Store));
        Check("at first");
        for (var step = 0; step < 8; step++)
        {
            var done = "";
            for (var i = 0; i <= random.Next(2); i++)
            {
                done += await Happen(desk, world, random) + ", ";
            }

            Check(done);
        }

        void Check(string after)
        {
            var (kept, fresh) = (desk.Desk.Worlds.Read(), desk.Desk.FreshWorld());
            Describe(kept, world).Should().Equal(Describe(fresh, world), "{0} in {1}", after, world);
            var (index, built) = (names.Read(), new NameDirectory(desk.Desk.Store).Read());
            index.Order.Should().Equal(built.Order);
            foreach (var typed in new[] { "a", "person1", "C1", "new", "c" })
            {
                index.Search(SearchQuery.Parse(typed)).Should().Equal(built.Search(SearchQuery.Parse(typed)), "{0} in {1}", after, world);
            }
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Fact]
    public async Task Read_AfterAPhoneNumberWasSaved_ReadsNobodyElseAndNoName()
    {
        var (anna, bert, billing) = (desk.Desk.CustomerUser(), desk.Desk.CustomerUser("bert", "Bert", "Bauer"), desk.Desk.Group());
        desk.Desk.Relate(bert, billing, PermissionSet.Ro);
        var names = new NameDirectory(desk.Desk.Store);
        var (world, index, stored) = (desk.Desk.Worlds.Read(), names.Read(), desk.Desk.Worlds.Read().Stored(MatrixId.CustomerUsersOf(billing)));
        Unheard();

        await desk.SaveAsync(desk.Persons, anna, fields => fields with { Phone = "1", Comment = "called" });

        names.Read().Should().BeSameAs(index);
        var now = desk.Desk.Worlds.Read();
        now.Revision.Should().BeGreaterThan(world.Revision);
        now.Find(bert).Should().BeSameAs(world.Find(bert), "nobody has said that he changed");
        now.Stored(MatrixId.CustomerUsersOf(billing)).Should().BeSameAs(stored);
        now.Catalog.DecidesAs(world.Catalog).Should().BeTrue();
        now.Catalog.GroupRows.Should().BeSameAs(world.Catalog.GroupRows);
    }

    [Fact]
    public async Task Read_AfterANameWasSaved_TakesOverThisOneAlone()
    {
        var (anna, bert) = (desk.Desk.CustomerUser(), desk.Desk.CustomerUser("bert", "Bert", "Bauer"));
        var names = new NameDirectory(desk.Desk.Store);
        names.Read();
        Unheard();

        await desk.SaveAsync(desk.Persons, anna, fields => fields with { LastName = "Zorn" });

        names.Read().Search(SearchQuery.Parse("zorn")).Should().Equal(anna.Value);
        names.Read().Search(SearchQuery.Parse("meier")).Should().BeEmpty();
        names.Read().Search(SearchQuery.Parse("bauer")).Should().Equal(bert.Value);
        names.Read().Order.Should().Equal(anna.Value, bert.Value);
    }

    [Fact]
    public async Task Read_AfterACustomerWasRenamedAndMadeInvalid_TakesOverItsPersonsAlone()
    {
        var (acme, beta, billing) = (desk.Desk.Customer(), desk.Desk.Customer("BETA"), desk.Desk.Group());
        var (anna, bert, cleo) = (desk.Desk.CustomerUser(customer: acme), desk.Desk.CustomerUser("bert", customer: beta), desk.Desk.CustomerUser("cleo"));
        desk.Desk.Relate(cleo, acme);
        desk.Desk.Relate(acme, billing, PermissionSet.Ro);
        var names = new NameDirectory(desk.Desk.Store);
        names.Read();
        var before = desk.Desk.Worlds.Read();
        before.Counts.HoldersOfGroup(billing.Value).Should().Be((0, 2));
        Unheard();

        await desk.SaveAsync(desk.Customers, acme, fields => fields with { Name = "Renamed Ltd", Validity = Validity.Invalid });

        names.Read().Search(SearchQuery.Parse("renamed")).Should().Equal(anna.Value);
        var now = desk.Desk.Worlds.Read();
        now.Counts.HoldersOfGroup(billing.Value).Should().Be((0, 0));
        now.PersonsTouchedSince(before).Select(change => change.After!.Id).Should().BeEquivalentTo([anna.Value, cleo.Value]);
        now.Find(bert).Should().BeSameAs(before.Find(bert));
    }

    [Fact]
    public async Task TouchesNames_OfASave_IsSaidOfWhatIsSearchedAlone()
    {
        var (anna, acme) = (desk.Desk.CustomerUser(), desk.Desk.Customer());
        (await Touches(desk.SaveAsync(desk.Persons, anna, f => f with { Phone = "1", Title = "Dr.", Comment = "x", Validity = Validity.Invalid }))).Should().Be(0);
        (await Touches(desk.SaveAsync(desk.Persons, anna, f => f with { Email = "a@acme.example" }))).Should().Be(1);
        (await Touches(desk.SaveAsync(desk.Persons, anna, f => f with { Customer = acme }))).Should().Be(1);
        (await Touches(desk.SaveAsync(desk.Customers, acme, f => f with { Street = "1", Validity = Validity.Invalid }))).Should().Be(0);
        (await Touches(desk.SaveAsync(desk.Customers, acme, f => f with { Name = "Acme" }))).Should().Be(1);

        async Task<long> Touches(Task<RecordResult> save) =>
            desk.Desk.Scalar("SELECT touches_names FROM change_set WHERE id = $id", ("$id", await RecordDesk.Saved(save)));
    }

    [Fact]
    public void Read_AfterManyWereAddedAtOnce_HasThemAll()
    {
        desk.Desk.CustomerUser();
        var names = new NameDirectory(desk.Desk.Store);
        names.Read();
        desk.Desk.Worlds.Read();

        desk.Desk.CustomerUsers(3000);

        names.Read().Search(SearchQuery.Parse("person")).Count.Should().Be(3000);
        desk.Desk.Worlds.Read().Counts.ValidPersons.Count.Should().Be(3001);
    }

    // A fault no product code makes: changed without a line in the log. Whoever reads more than the log says shows it.
    private void Unheard() => desk.Desk.Execute("UPDATE customer_user SET first_name = 'unheard', last_name = '', validity = 2 WHERE login = 'bert'");

    private static async Task<string> Happen(RecordDesk desk, World world, Random random)
    {
        var (person, customer) = (new CustomerUserId(1 + random.Next(world.Persons.Length)), new CustomerNumber(1 + random.Next(world.Customers.Length)));
        switch (random.Next(10))
        {
            case 0:
                await desk.SaveAsync(desk.Persons, person, f => f with { Phone = $"{random.Next(99)}" });
                return "phone";
            case 1:
                await desk.SaveAsync(desk.Persons, person, f => f with { FirstName = $"new{random.Next(9)}", Validity = (Validity)random.Next(1, 4) });
                return "name and validity";
            case 2:
                await desk.SaveAsync(desk.Persons, person, f => f with { Customer = random.Next(3) == 0 ? null : customer });
                return "primary customer";
            case 3:
                await desk.SaveAsync(desk.Customers, customer, f => f with { Name = $"new{random.Next(9)}", Validity = (Validity)random.Next(1, 4) });
                return "customer";
            case 4:
                await desk.Persons.BlockAsync(person, random.Next(2) == 0, desk.Desk.Root, null, default);
                return "block";
            case 5:
                await desk.AddAsync(desk.Persons, new CustomerUserFields { Login = $"new{random.Next(999)}", Customer = customer });
                return "new person";
            case 6:
                await desk.SaveAsync(desk.Groups, new GroupId(1 + random.Next(world.Groups.Length)), f => f with { Validity = (Validity)random.Next(1, 4), Comment = "c" });
                return "group";
            case 7:
                desk.Desk.Change(_ => { });
                desk.Desk.Deploy(settings => settings with { GroupSupport = GroupSupport.Everywhere(random.Next(2) == 0) });
                return "settings";
            default:
                var matrices = AccessWorldTests.Matrices(world).ToList();
                await desk.Desk.Save(SomeEdits.Of(world, matrices[random.Next(matrices.Count)], desk.Desk.FreshWorld(), random));
                return "cells";
        }
    }

    private static IEnumerable<string> Describe(AccessWorld world, World plan)
    {
        yield return $"revision {world.Revision}";
        foreach (var person in world.Persons)
        {
            yield return $"{person.Id} {person.Valid} {person.Blocked} {person.BackEnd} {person.Primary}: {string.Join(',', person.Customers)}; {string.Join(',', person.Groups.Pairs)}; {string.Join(',', person.Services.Pairs)}";
        }

        foreach (var customer in world.Customers)
        {
            yield return $"{customer.CustomerId} {customer.Valid}: {string.Join(',', customer.Groups.Pairs)}; {string.Join(',', world.PersonsOf(new CustomerNumber(customer.Id)))}; {world.Counts.PersonsOfCustomer(customer.Id)} {world.Counts.GroupsOfCustomer(customer.Id)}";
        }

        var counts = world.Counts;
        foreach (var (name, set) in new[]
        {
            ("valid", counts.ValidPersons), ("no group", counts.WithoutGroup), ("no access", counts.WithoutAnyAccess), ("defaults", counts.OnDefaults),
            ("no customer", counts.WithoutCustomer), ("valid customers", counts.ValidCustomers), ("give nothing", counts.CustomersWithoutGroup),
            ("no access with support", world.WithSupportOn.Counts.WithoutAnyAccess),
        })
        {
            yield return $"{name}: {string.Join(',', set)}";
        }

        foreach (var group in world.Catalog.Groups)
        {
            var (id, holders) = (group.Id.Value, world.HoldersOf(group));
            yield return $"{id}: {counts.HoldersOfGroup(id)} {counts.StoredOfGroup(id)} {counts.CustomersOfGroup(id)} {string.Join(',', holders.Direct)}; {string.Join(',', holders.ViaCustomer)}; {string.Join(',', holders.Otherwise)}";
        }

        foreach (var service in world.Catalog.Services.All)
        {
            yield return $"{service.Id}: {counts.HoldersOfService(service.Id.Value)} {counts.StoredOfService(service.Id.Value)}";
        }

        foreach (var backEnd in world.Catalog.BackEnds)
        {
            var persons = counts.PersonsOfBackEnd(backEnd.Id);
            yield return $"{backEnd.Name}: {string.Join(',', persons.All)} {persons.Valid} {persons.Invalid} {persons.Blocked}";
        }

        foreach (var matrix in AccessWorldTests.Matrices(plan))
        {
            var stored = world.Stored(matrix);
            yield return $"{matrix}: {string.Join(',', stored.Rows.Select(row => (row, stored[row])))}";
        }
    }
}
