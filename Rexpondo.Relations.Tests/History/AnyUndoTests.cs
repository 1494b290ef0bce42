using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.History;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Tests.Editing;
using Rexpondo.Relations.Tests.Reading;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.History;

/// <summary>Whatever was done, in any world and any order: an undo is exactly the way back, and nothing of anybody else's.</summary>
public sealed class AnyUndoTests
{
    [Fact]
    public void UndoAsync_OfTheLastChangeSet_RestoresExactlyWhatWas_AndItsUndoBringsItBack()
    {
        var undone = 0;
        Prop.ForAll(World.Any, async world =>
        {
            using var desk = new HistoryDesk(Desk.Of(world));
            var random = new Random(world.Seed);
            for (var round = 0; round < 6; round++)
            {
                var (before, revision) = (desk.Everything(), desk.Desk.Revision());
                await SomethingAsync(desk, world, random);
                if (desk.Desk.Revision() == revision)
                {
                    continue; // refused, or nothing differed
                }

                var (after, set) = (desk.Everything(), desk.Desk.Revision());
                var preview = desk.Undo.Preview(set)!;
                var worldBefore = desk.Desk.FreshWorld();
                var back = await desk.UndoAsync(set);
                back.Done.Should().BeEquivalentTo(preview.Done);
                ConsequencesTests.ShouldBeTrue(preview.Consequences, worldBefore, desk.Desk.FreshWorld(), world);
                if (back.Done.Kept.IsEmpty)
                {
                    desk.Everything().Should().Be(before, "round {0} of {1}", round, world);
                    undone++;
                }

                if (back.ChangeSet is { } undo && back.Done.Kept.IsEmpty && (await desk.UndoAsync(undo)).Done.Kept.IsEmpty)
                {
                    desk.Everything().Should().Be(after, "round {0} of {1}", round, world);
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));
        undone.Should().BeGreaterThan(80, "most of what is done can be undone");
    }

    [Fact]
    public void UndoAsync_OfAnyChangeSet_SetsBackWhatIsStillSo_AndTouchesNothingElse() => Prop.ForAll(World.Any, async world =>
    {
        using var desk = new HistoryDesk(Desk.Of(world));
        var random = new Random(world.Seed);
        var first = desk.Desk.Revision() + 1;
        for (var i = 0; i < 8; i++)
        {
            await SaveAsync(desk, world, random);
        }

        for (var i = 0; i < 4; i++)
        {
            var set = first + random.Next((int)(desk.Desk.Revision() - first + 1));
            if (set > desk.Desk.Revision())
            {
                return; // every save was refused
            }

            var lines = desk.LinesOf(set).Cast<CellLine>().ToDictionary(line => (line.Kind, line.Left, line.Right));
            var before = desk.Desk.FreshWorld();
            var done = (await desk.UndoAsync(set)).Done;
            var after = desk.Desk.FreshWorld();
            var kept = done.Kept.ToLookup(line => (CellLine)line.Line is var cell ? (cell.Kind, cell.Left, cell.Right) : default, line => (CellLine)line.Line);

            foreach (var matrix in AccessWorldTests.Matrices(world).Where(matrix => matrix.FixedLeft))
            {
                var (was, now) = (before.Stored(matrix), after.Stored(matrix));
                foreach (var row in was.Rows | now.Rows)
                {
                    var (left, right) = matrix.Pair(row);
                    var line = lines.GetValueOrDefault((matrix.Kind, left, right), new CellLine(matrix.Kind, left, right, default, default));
                    var stays = kept[(matrix.Kind, left, right)].Aggregate(PermissionSet.None, (all, cell) => all | cell.Old | cell.New);
                    var granted = line.New - line.Old;
                    var withdrawn = line.Old - line.New;
                    Assert.Equal((was[row] - (granted - stays)) | (withdrawn - stays), now[row]);
                    Assert.True((was[row] & (granted - stays)) == granted - stays && (was[row] & (withdrawn - stays)).IsEmpty, "only what still was so went back");
                }
            }
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    private static async Task SomethingAsync(HistoryDesk desk, World world, Random random)
    {
        switch (random.Next(6))
        {
            case 0:
                await desk.Records.SaveAsync(desk.Records.Persons, new CustomerUserId(1 + random.Next(world.Persons.Length)), f => f with
                {
                    Login = random.Next(2) == 0 ? $"renamed{random.Next(9)}" : f.Login,
                    Customer = random.Next(2) == 0 ? null : new CustomerNumber(1 + random.Next(world.Customers.Length)),
                    Validity = (Validity)(1 + random.Next(3)),
                });
                break;
            case 1:
                await desk.Records.SaveAsync(desk.Records.Groups, new GroupId(1 + random.Next(world.Groups.Length)), f => f with
                {
                    Name = random.Next(2) == 0 ? $"renamed {random.Next(9)}" : f.Name,
                    Validity = (Validity)(1 + random.Next(3)),
                });
                break;
            case 2:
                await desk.Records.SaveAsync(desk.Records.Services, new ServiceId(1 + random.Next(world.Services.Length)), f => f with
                {
                    Name = random.Next(2) == 0 ? f.Name : $"t{random.Next(9)}",
                    Parent = random.Next(3) switch { 0 => null, 1 => new ServiceId(1 + random.Next(world.Services.Length)), _ => f.Parent },
                    Validity = (Validity)(1 + random.Next(3)),
                });
                break;
            case 3:
                var names = world.Groups.Where(_ => random.Next(4) == 0).Select(group => group.Name);
                await desk.Settings.DeployNowAsync(
                    new PickedDraft(random.Next(2) == 0 ? SettingNames.AlwaysGroups : SettingNames.CompanyAlwaysGroups, System.Text.Json.JsonSerializer.Serialize(names)),
                    null, "", desk.Desk.Root, default);
                break;
            default:
                await SaveAsync(desk, world, random);
                break;
        }
    }

    private static async Task SaveAsync(HistoryDesk desk, World world, Random random)
    {
        var matrices = AccessWorldTests.Matrices(world).ToList();
        await desk.Desk.Save(SomeEdits.Of(world, matrices[random.Next(matrices.Count)], desk.Desk.FreshWorld(), random), random.Next(2) == 0 ? desk.Ben : null);
    }
}
