using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Tests.Editing;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Reading;

public sealed class AccessWorldReaderTests : IDisposable
{
    private readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public void Read_AfterAnySequenceOfSaves_EqualsWhatIsFreshlyLoaded() => Prop.ForAll(World.Any, async world =>
    {
        using var desk = Desk.Of(world);
        var other = desk.OtherProcess();
        var random = new Random(world.Seed);
        desk.Worlds.Read();
        for (var save = 0; save < 4; save++)
        {
            // Some are refused, some are of the other process; sometimes two come between two reads.
            for (var i = 0; i <= random.Next(2); i++)
            {
                var matrices = AccessWorldTests.Matrices(world).ToList();
                var matrix = matrices[random.Next(matrices.Count)];
                await (random.Next(2) == 0 ? desk : other).Save(SomeEdits.Of(world, matrix, desk.FreshWorld(), random));
            }

            Same(world, desk.Worlds.Read(), desk.FreshWorld());
            Same(world, other.Worlds.Read(), desk.FreshWorld());
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public async Task Read_AfterASave_IsTheSameImageForAllUntilTheNext()
    {
        var (anna, billing) = (desk.CustomerUser(), desk.Group());
        var before = desk.Worlds.Read();
        desk.Worlds.Read().Should().BeSameAs(before);

        await desk.Save(Desk.Edit(MatrixId.GroupsOf(anna), PermissionSet.Ro, true, billing.Value));

        var after = desk.Worlds.Read();
        after.Should().NotBeSameAs(before);
        after.Stored(MatrixId.GroupsOf(anna))[billing.Value].Should().Be(PermissionSet.Ro);
        before.Stored(MatrixId.GroupsOf(anna))[billing.Value].Should().Be(PermissionSet.None, "an image never changes");
    }

    [Fact]
    public async Task Read_AfterAnotherProcessSaved_IsNotStale()
    {
        var (anna, billing) = (desk.CustomerUser(), desk.Group());
        var other = desk.OtherProcess();
        desk.Worlds.Read();
        other.Worlds.Read();

        await other.Save(Desk.Edit(MatrixId.GroupsOf(anna), PermissionSet.Rw, true, billing.Value));

        desk.Worlds.Read().Stored(MatrixId.GroupsOf(anna))[billing.Value].Should().Be(PermissionSet.Rw);
    }

    [Fact]
    public void Read_AfterAnotherProcessChangedTheDesk_HasItsPersonsGroupsAndServices()
    {
        var other = desk.OtherProcess();
        desk.Worlds.Read();

        var anna = other.CustomerUser();
        var billing = other.Group();
        var mail = other.Service("Mail");

        var world = desk.Worlds.Read();
        world.Find(anna).Should().NotBeNull();
        world.Catalog.Find(billing)!.Name.Should().Be("billing");
        world.Catalog.Services.Find(mail)!.FullName.Should().Be("Mail");
    }

    [Fact]
    public void Read_Neighbours7AfterADeployment_AnswersByTheNewSettingsAtOnce()
    {
        var (anna, billing) = (desk.CustomerUser(), desk.Group());
        var other = desk.OtherProcess();
        KeysOf(desk, anna, billing).Should().Be(PermissionSet.None);
        KeysOf(other, anna, billing).Should().Be(PermissionSet.None);

        desk.Deploy(settings => settings with { AlwaysGroups = ["billing"] });

        KeysOf(desk, anna, billing).Should().Be(PermissionSet.Ro | PermissionSet.Rw);
        KeysOf(other, anna, billing).Should().Be(PermissionSet.Ro | PermissionSet.Rw);
    }

    [Fact]
    public async Task Read_Neighbours7AfterAPersonGotAFurtherCustomer_GivesHerItsGroupsAtOnce()
    {
        var (anna, billing, acme) = (desk.CustomerUser(), desk.Group(), desk.Customer());
        desk.Relate(acme, billing, PermissionSet.Ro);
        KeysOf(desk, anna, billing).Should().Be(PermissionSet.None);

        await desk.Save(Desk.Edit(new MatrixId(RelationKind.CustomerUserCustomer, true, anna.Value), PermissionSet.Active, true, acme.Value));
        KeysOf(desk, anna, billing).Should().Be(PermissionSet.Ro);

        await desk.Save(Desk.Edit(new MatrixId(RelationKind.CustomerUserCustomer, true, anna.Value), PermissionSet.Active, false, acme.Value));
        KeysOf(desk, anna, billing).Should().Be(PermissionSet.None);
    }

    [Fact]
    public async Task Read_AfterAFurtherCustomerThatIsThePrimaryOneTooWasRemoved_KeepsThePrimaryOne()
    {
        var acme = desk.Customer();
        var (anna, billing) = (desk.CustomerUser(customer: acme), desk.Group());
        desk.Relate(acme, billing, PermissionSet.Ro);
        desk.Relate(anna, acme);
        desk.Worlds.Read();

        await desk.Save(Desk.Edit(new MatrixId(RelationKind.CustomerUserCustomer, true, anna.Value), PermissionSet.Active, false, acme.Value));

        KeysOf(desk, anna, billing).Should().Be(PermissionSet.Ro);
    }

    [Fact]
    public void Read_AfterAChangeOfFurtherCustomersThatDoesNotSayItTouchesNames_IsNotMisled()
    {
        var (acme, beta) = (desk.Customer(), desk.Customer("BETA"));
        var anna = desk.CustomerUser(customer: acme);
        desk.Relate(anna, acme);
        desk.Worlds.Read();

        desk.Execute(
            """
            INSERT INTO change_set (at, agent_login, way) VALUES (0, 'seed', 'import');
            DELETE FROM customer_user_customer; INSERT INTO customer_user_customer VALUES (1, 2, 1);
            INSERT INTO change_cell SELECT 5, 1, 1, max(id), 1, 0 FROM change_set; INSERT INTO change_cell SELECT 5, 1, 2, max(id), 0, 1 FROM change_set
            """);

        desk.Worlds.Read().Find(anna)!.Customers.Should().Equal(acme.Value, beta.Value);
    }

    [Fact]
    public void Read_WithinAnOlderSnapshot_IsTrueAtThatSnapshot()
    {
        var (anna, billing) = (desk.CustomerUser(), desk.Group());
        desk.Store.Read(connection =>
        {
            desk.Worlds.Read(connection);
            desk.OtherProcess().Relate(anna, billing, PermissionSet.Ro);
            desk.Worlds.Read().Stored(MatrixId.GroupsOf(anna))[billing.Value].Should().Be(PermissionSet.Ro);

            desk.Worlds.Read(connection).Stored(MatrixId.GroupsOf(anna))[billing.Value].Should().Be(PermissionSet.None);
            return 0;
        });
        desk.Worlds.Read().Stored(MatrixId.GroupsOf(anna))[billing.Value].Should().Be(PermissionSet.Ro, "the older answer does not take the place of the newer");
    }

    [Fact]
    public async Task Read_ByManyWhileOthersSave_NeverGoesBack()
    {
        var billing = desk.Group();
        var members = desk.CustomerUsers(30);
        var backwards = new ConcurrentBag<(long Earlier, long Later)>();
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            for (var last = 0L; !done.IsCancellationRequested;)
            {
                var world = desk.Worlds.Read();
                if (world.Revision < last)
                {
                    backwards.Add((last, world.Revision));
                }

                last = world.Revision;
            }
        })).ToList();

        foreach (var person in members)
        {
            await desk.Save(Desk.Edit(MatrixId.CustomerUsersOf(billing), PermissionSet.Ro, true, person.Value));
            desk.Worlds.Read().Stored(MatrixId.CustomerUsersOf(billing)).Rows.Contains(person.Value).Should().BeTrue("one's own save is seen at once");
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
        backwards.Should().BeEmpty();
    }

    private static PermissionSet KeysOf(Desk desk, CustomerUserId person, GroupId group)
    {
        var world = desk.Worlds.Read();
        return world.Effective(world.Find(person)!, world.Catalog.Find(group)!);
    }

    private static void Same(World plan, AccessWorld kept, AccessWorld fresh)
    {
        kept.Revision.Should().Be(fresh.Revision);
        foreach (var (one, other) in kept.Persons.Zip(fresh.Persons))
        {
            one.Id.Should().Be(other.Id);
            one.Customers.Should().Equal(other.Customers);
            foreach (var group in fresh.Catalog.Groups)
            {
                kept.Effective(one, group).Should().Be(fresh.Effective(other, group), "{0} on {1} in {2}", one.Id, group, plan);
            }

            kept.ServicesOf(one).Services.Should().Equal(fresh.ServicesOf(other).Services);
            kept.ServicesOf(one).Source.Should().Be(fresh.ServicesOf(other).Source);
        }

        foreach (var matrix in AccessWorldTests.Matrices(plan))
        {
            var (now, then) = (kept.Stored(matrix), fresh.Stored(matrix));
            now.Rows.Select(row => (row, now[row])).Should().Equal(then.Rows.Select(row => (row, then[row])), "{0} in {1}", matrix, plan);
        }
    }
}
