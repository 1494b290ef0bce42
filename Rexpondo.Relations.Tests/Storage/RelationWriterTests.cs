using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Tests.Storage;

public sealed class RelationWriterTests : IDisposable
{
    private const int Persons = 90;

    private readonly List<Desk> desks = [];

    public void Dispose() => desks.ForEach(desk => desk.Dispose());

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    public void Apply_OfManyCells_DoesWhatEachAloneWould(int seed, int columns)
    {
        var (one, all) = (Filled(seed), Filled(seed));
        var random = new Random(seed);
        var edits = (from left in Enumerable.Range(1, Persons)
                     from right in Enumerable.Range(1, columns)
                     where random.Next(3) > 0
                     let set = random.Next(4)
                     select new CellEdit(left, right, new PermissionSet(set), new PermissionSet(random.Next(4) & ~set))).ToList();
        var (told, toldOfAll) = (new List<(CellEdit, PermissionSet, PermissionSet)>(), new List<(CellEdit, PermissionSet, PermissionSet)>());

        Write(one, writer => edits.ForEach(edit =>
        {
            var (old, @new) = writer.Apply(edit.Left, edit.Right, edit.Set, edit.Clear);
            told.Add((edit, old, @new));
        }));
        Write(all, writer => writer.Apply(edits, (edit, old, @new) => toldOfAll.Add((edit, old, @new))));

        toldOfAll.Should().Equal(told);
        all.AllRows().Should().Be(one.AllRows());
        all.Log().Should().Equal(one.Log());
    }

    private static void Write(Desk desk, Action<RelationWriter> write)
    {
        using var connection = desk.Store.Open();
        using var transaction = connection.BeginTransaction();
        using var writer = new RelationWriter(
            connection, RelationKind.CustomerUserGroup,
            () => ChangeLog.Begin(connection, new ChangeAuthor(null, "test", ChangeWay.FirstStart), desk.Clock.Now, touchesNames: false));
        write(writer);
        writer.Complete();
        transaction.Commit();
    }

    private Desk Filled(int seed)
    {
        var (desk, random) = (new Desk(), new Random(seed + 100));
        desks.Add(desk);
        var groups = Enumerable.Range(0, 3).Select(i => desk.Group($"group {i}")).ToList();
        for (var i = 0; i < Persons; i++)
        {
            var person = desk.CustomerUser($"login{i}");
            foreach (var group in groups.Where(_ => random.Next(2) == 0))
            {
                desk.Relate(person, group, new PermissionSet(random.Next(1, 4)));
            }
        }

        return desk;
    }
}
