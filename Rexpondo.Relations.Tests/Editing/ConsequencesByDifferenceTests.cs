using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Tests.Reading;
using Rexpondo.Relations.Tests.Records;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Editing;

/// <summary>Consequences that are worked out from earlier ones are those that are worked out from nothing.</summary>
public sealed class ConsequencesByDifferenceTests
{
    [Fact]
    public void Of_AfterAnyClicksAndNews_IsTheSameAsFromScratch_AndAsPersonByPerson()
    {
        var (large, differences) = (0, 0);
        Prop.ForAll(World.Any, async world =>
        {
            using var records = new RecordDesk(Desk.Of(world));
            var desk = records.Desk;
            var random = new Random(world.Seed);
            var matrices = AccessWorldTests.Matrices(world).ToList();
            var matrix = matrices[random.Next(matrices.Count)];
            var (now, edits, known) = (desk.Worlds.Read(), EditSet.Of(matrix), Consequences.None);
            for (var click = 0; click < 14; click++)
            {
                switch (random.Next(6))
                {
                    case 0: // somebody else saves
                        await desk.Save(SomeEdits.Of(world, matrices[random.Next(matrices.Count)], now, random));
                        now = desk.Worlds.Read();
                        break;
                    case 1 when random.Next(2) == 0:
                        await SomeRecordAsync(records, world, random);
                        now = desk.Worlds.Read();
                        break;
                    case 2: // the third click on a header: as saved
                        edits = edits.With(matrix.FixedId, Bit(), Everybody(), null);
                        break;
                    case 3: // a header
                        edits = edits.Show(matrix.FixedId, Bit(), Everybody(), random.Next(2) == 0, now.Stored(matrix));
                        break;
                    default: // one box, now and then one of another object beside it
                        var beside = random.Next(5) == 0 && matrices.Where(one => (one.Kind, one.FixedLeft) == (matrix.Kind, matrix.FixedLeft)).ToList() is { Count: > 0 } same
                            ? same[random.Next(same.Count)] : matrix;
                        edits = edits.With(beside.FixedId, Bit(), IdSet.Of(1 + random.Next(Math.Max(1, Everybody().Count))), random.Next(3) switch { 0 => true, 1 => false, _ => null });
                        break;
                }

                var earlier = known;
                var effort = Consequences.Effort(now, edits, earlier);
                known = Consequences.Of(now, edits, earlier);
                var fresh = Consequences.Of(now, edits);
                known.DifferFrom(fresh).Should().BeEmpty("{0}, click {1} on {2}", world, click, matrix);
                (known.Gain, known.Lose, known.LoseDefaults, known.FallBack, known.NoGroupLeft).Should().Be((fresh.Gain, fresh.Lose, fresh.LoseDefaults, fresh.FallBack, fresh.NoGroupLeft));
                known.IsSameAs(fresh).Should().BeTrue();
                known.Groups.Should().BeEquivalentTo(OneByOne(now, edits), "{0}, click {1} on {2}", world, click, matrix);
                (large, differences) = (large + fresh.Persons.Count, differences + (effort < Consequences.Effort(now, edits, null) ? 1 : 0));
            }

            int Bit() => now.Catalog.KeysOf(matrix.Kind).All is var keys ? keys[random.Next(keys.Length)].Bit : 0;

            IdSet Everybody() => IdSet.Of(Enumerable.Range(1, matrix.RowSide switch
            {
                RelationSide.CustomerUser => world.Persons.Length,
                RelationSide.Customer => world.Customers.Length,
                RelationSide.Group => world.Groups.Length,
                _ => world.Services.Length,
            }));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
        large.Should().BeGreaterThan(150, "there are consequences at all");
        differences.Should().BeGreaterThan(100, "mostly fewer are asked than from scratch");
    }

    [Fact]
    public void Between_AnyTwoWorlds_IsTheSameAsAskingEveryPersonForEveryGroup() => Prop.ForAll(World.Any, async world =>
    {
        using var records = new RecordDesk(Desk.Of(world));
        var desk = records.Desk;
        var random = new Random(world.Seed);
        for (var round = 0; round < 5; round++)
        {
            var before = desk.FreshWorld();
            for (var change = 0; change <= random.Next(3); change++)
            {
                await SomeRecordAsync(records, world, random);
            }

            var after = desk.FreshWorld();
            after = random.Next(2) == 0 ? after : after.With(after.Catalog.Settings with
            {
                GroupSupport = GroupSupport.Everywhere(random.Next(2) == 0),
                AlwaysGroups = [.. world.Groups.Where(_ => random.Next(4) == 0).Select(group => group.Name)],
            });
            ConsequencesTests.ShouldBeTrue(Consequences.Between(before, after), before, after, world);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Of_WhenACustomerThatIsOnlyPendingChanges_IsTheSameAsFromScratch()
    {
        using var desk = new Desk();
        var (anna, acme, billing) = (desk.CustomerUser(), desk.Customer("ACME"), desk.Group());
        var edits = EditSet.Of(MatrixId.CustomersOf(anna)).With(anna.Value, 0, IdSet.Of(acme.Value), true);
        var earlier = Consequences.Of(desk.Worlds.Read(), edits);
        earlier.Affected.Should().Be(0);

        desk.Relate(acme, billing, PermissionSet.Ro);

        Consequences.Of(desk.Worlds.Read(), edits, earlier).Gain.Should().Equal(anna.Value);
    }

    [Fact]
    public void Effort_OfATickAfterAHeader_IsOnePerson_AndOfNewsWhoTheyConcern()
    {
        using var desk = new Desk();
        var (billing, ops) = (desk.Group(), desk.Group("ops"));
        var persons = desk.CustomerUsers(300);
        var world = desk.Worlds.Read();
        var matrix = MatrixId.CustomerUsersOf(billing);
        var header = EditSet.Of(matrix).Show(matrix.FixedId, 0, IdSet.Of(persons.Select(person => person.Value)), true, world.Stored(matrix));
        Consequences.Effort(world, header, Consequences.None).Should().Be(300);
        var known = Consequences.Of(world, header);

        var tick = header.With(matrix.FixedId, 0, IdSet.Of(persons[7].Value), null);
        Consequences.Effort(world, tick, known).Should().Be(1);
        known = Consequences.Of(world, tick, known);
        known.Affected.Should().Be(299);

        desk.Relate(persons[3], ops, PermissionSet.Rw);
        Consequences.Effort(desk.Worlds.Read(), tick, known).Should().Be(1);
        Consequences.Effort(desk.Worlds.Read(), tick, Consequences.None).Should().Be(299);
    }

    [Fact]
    public void Of_WhenItIsCancelled_Ends()
    {
        using var desk = new Desk();
        var matrix = MatrixId.CustomerUsersOf(desk.Group());
        var persons = desk.CustomerUsers(2000);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        FluentActions.Invoking(() => Consequences.Of(
            desk.Worlds.Read(), EditSet.Of(matrix).With(matrix.FixedId, 0, IdSet.Of(persons.Select(person => person.Value)), true), null, cancelled.Token))
            .Should().Throw<OperationCanceledException>();
    }

    private static async Task SomeRecordAsync(RecordDesk records, World world, Random random)
    {
        switch (random.Next(3))
        {
            case 0:
                await records.SaveAsync(records.Persons, new CustomerUserId(1 + random.Next(world.Persons.Length)), fields => fields with
                {
                    Validity = (Validity)(1 + random.Next(2)),
                    Customer = random.Next(2) == 0 ? null : new CustomerNumber(1 + random.Next(world.Customers.Length)),
                });
                break;
            case 1:
                await records.SaveAsync(records.Customers, new CustomerNumber(1 + random.Next(world.Customers.Length)), fields => fields with { Validity = (Validity)(1 + random.Next(2)) });
                break;
            default:
                await records.SaveAsync(records.Groups, new GroupId(1 + random.Next(world.Groups.Length)), fields => fields with { Validity = (Validity)(1 + random.Next(2)) });
                break;
        }
    }

    // Written as naively as possible: every cell in the world, then everybody and every group.
    private static IEnumerable<GroupAccessChange> OneByOne(AccessWorld world, EditSet edits)
    {
        var after = world;
        foreach (var (left, right, set, clear) in edits.Cells())
        {
            if (edits.Kind == RelationKind.CustomerGroup && after.Find(new CustomerNumber(left)) is { } customer)
            {
                after = after.With([customer with { Groups = With(customer.Groups) }]);
            }
            else if (edits.Kind == RelationKind.CustomerUserGroup && after.Find(new CustomerUserId(left)) is { } person)
            {
                after = after.With([person with { Groups = With(person.Groups) }]);
            }
            else if (edits.Kind == RelationKind.CustomerUserCustomer && after.Find(new CustomerUserId(left)) is { } member)
            {
                after = after.With([member.WithFurther(With(member.FurtherCustomers))]);
            }

            KeyedIds With(KeyedIds stored) => stored.With(right, (stored[right] - clear) | set);
        }

        return from person in world.Persons
               from @group in world.Catalog.Groups
               let change = new GroupAccessChange(
                   person.Id, @group.Id.Value, world.Effective(person, @group), after.Effective(after.Find(new CustomerUserId(person.Id))!, @group))
               where change.Before != change.After
               select change;
    }
}
