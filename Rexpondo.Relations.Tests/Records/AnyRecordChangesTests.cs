using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Editing;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Records;

/// <summary>
/// Whatever is renamed, moved or made invalid, in any order: every relation stays, what the preview said is what is true
/// after the save, and the very next answer of every reader is right (spec §7, 6 to 8).
/// </summary>
public sealed class AnyRecordChangesTests
{
    [Fact]
    public void AnySequenceOfChanges_KeepsEveryRelation_AndThePreviewIsWhatIsTrue()
    {
        var saved = 0;
        Prop.ForAll(World.Any, async world =>
        {
            using var desk = new RecordDesk(Desk.Of(world));
            var random = new Random(world.Seed);
            desk.Desk.Execute("INSERT INTO customer_group_other (customer, group_id, keys) SELECT c.id, g.id, 1 FROM customer c, permission_group g");
            var otherProcess = desk.Desk.OtherProcess();
            otherProcess.Worlds.Read();
            var rows = Rows(desk);
            for (var round = 0; round < 8; round++)
            {
                var before = desk.Desk.FreshWorld();
                var (said, save) = SomeChange(desk, world, random);
                var after = await save() is RecordSaved ? desk.Desk.FreshWorld() : before;
                saved += after == before ? 0 : 1;

                Rows(desk).Should().Be(rows, "round {0} of {1}", round, world);
                if (after != before)
                {
                    ConsequencesTests.ShouldBeTrue(said, before, after, world);
                    ShouldAnswerAlike(desk.Desk.Worlds.Read(), after);
                    ShouldAnswerAlike(otherProcess.Worlds.Read(), after);
                }
            }

            FullNamesShouldBeTheTree(desk.Desk.FreshWorld().Catalog.Services);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
        saved.Should().BeGreaterThan(100, "most of the changes are possible ones");
    }

    private static (Consequences Said, Func<Task<RecordResult>> Save) SomeChange(RecordDesk desk, World world, Random random)
    {
        var (validity, sameValidity) = ((Validity)(1 + random.Next(3)), random.Next(2) == 0);
        switch (random.Next(5))
        {
            case 0:
                var person = new CustomerUserId(1 + random.Next(world.Persons.Length));
                var blocked = random.Next(2) == 0;
                return random.Next(3) == 0 && world.Persons[person.Value - 1].BackEnd != 1
                    ? (desk.Persons.PreviewBlock(person, blocked), () => desk.Persons.BlockAsync(person, blocked, desk.Desk.Root, null, default))
                    : Change(desk.Persons, person, f => f with
                    {
                        Login = random.Next(3) == 0 ? $"renamed{random.Next(9)}" : f.Login.ToUpperInvariant(),
                        Customer = random.Next(3) switch { 0 => null, 1 => new CustomerNumber(1 + random.Next(world.Customers.Length)), _ => f.Customer },
                        Validity = sameValidity ? f.Validity : validity,
                    });
            case 1:
                return Change(desk.Customers, new CustomerNumber(1 + random.Next(world.Customers.Length)), f => f with
                {
                    CustomerId = $"C{random.Next(9)}",
                    Validity = sameValidity ? f.Validity : validity,
                });
            case 2:
                return Change(desk.Groups, new GroupId(1 + random.Next(world.Groups.Length)), f => f with
                {
                    Name = random.Next(3) switch { 0 => "no such group", 1 => $" renamed {random.Next(9)}", _ => f.Name },
                    Validity = sameValidity ? f.Validity : validity,
                });
            default:
                return Change(desk.Services, new ServiceId(1 + random.Next(world.Services.Length)), f => f with
                {
                    Name = random.Next(2) == 0 ? f.Name : $"s{random.Next(9)}",
                    Parent = random.Next(4) switch { 0 => null, 1 or 2 => new ServiceId(1 + random.Next(world.Services.Length)), _ => f.Parent },
                    Validity = sameValidity ? f.Validity : validity,
                });
        }

        (Consequences, Func<Task<RecordResult>>) Change<TId, TFields>(RecordEditor<TId, TFields> editor, TId id, Func<TFields, TFields> change)
            where TId : struct
            where TFields : class
        {
            var seen = editor.Read(id)!;
            var wanted = change(seen);
            return (editor.Preview(id, wanted), () => editor.SaveAsync(id, seen, wanted, desk.Desk.Root, null, default));
        }
    }

    private static string Rows(RecordDesk desk) => desk.Desk.AllRows() + string.Join('\n', desk.Desk.Store.Read(connection => connection.Query(
        "SELECT customer, group_id, keys FROM customer_group_other ORDER BY 1, 2", row => $"other {row.GetInt32(0)} {row.GetInt32(1)} {row.GetInt32(2)}")));

    private static void ShouldAnswerAlike(AccessWorld kept, AccessWorld fresh)
    {
        foreach (var (mine, person) in kept.Persons.Zip(fresh.Persons))
        {
            Assert.True(fresh.ServicesOf(person).Services.SequenceEqual(kept.ServicesOf(mine).Services));
            Assert.True(fresh.GroupsOf(person).SequenceEqual(kept.GroupsOf(mine)));
            foreach (var group in fresh.Catalog.Groups)
            {
                Assert.Equal(fresh.Effective(person, group), kept.Effective(mine, kept.Catalog.Find(group.Id)!));
            }
        }
    }

    private static void FullNamesShouldBeTheTree(ServiceTree tree)
    {
        foreach (var service in tree.All)
        {
            var parent = service.ParentId is { } id ? tree.Find(id)!.FullName + ServicePath.Separator : "";
            service.FullName.Should().Be(parent + service.Level);
        }
    }
}
