using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Tests.Storage;

public sealed class ChangeLogTests : IDisposable
{
    private readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Theory]
    [InlineData("UPDATE change_set SET reason = 'another'")]
    [InlineData("DELETE FROM change_set")]
    [InlineData("UPDATE change_cell SET new_keys = 2")]
    [InlineData("DELETE FROM change_cell")]
    [InlineData("UPDATE change_bulk SET new_keys = 2")]
    [InlineData("DELETE FROM change_bulk")]
    [InlineData("UPDATE change_field SET new_value = 'another'")]
    [InlineData("DELETE FROM change_field")]
    [InlineData("UPDATE deployment SET comment = 'another'")]
    [InlineData("DELETE FROM deployment")]
    [InlineData("UPDATE deployment_value SET new_value = 'true'")]
    [InlineData("DELETE FROM deployment_value")]
    [InlineData("UPDATE change_set SET undoes = 1")]
    [InlineData("INSERT OR REPLACE INTO change_set (id, at, agent_login, way) VALUES (1, 0, 'another', 'screen')")]
    [InlineData("INSERT INTO change_set (id, at, agent_login, way) VALUES (1, 0, 'x', 'screen') ON CONFLICT (id) DO UPDATE SET agent_login = 'another'")]
    public void TheChangeLog_ToAnybody_IsAppendOnly(string sql)
    {
        desk.Relate(desk.CustomerUser(), desk.Group(), PermissionSet.Ro);
        desk.Change(connection => ChangeLog.Field(connection, ChangeLog.Revision(connection), RelationSide.Group, 1, "Name", null, "billing"));
        desk.Relate(RelationKind.CustomerGroup, Enumerable.Range(0, 101).Select(i => (desk.Customer($"C{i}").Value, 1, PermissionSet.Ro)).ToList());
        var log = desk.Log();

        FluentActions.Invoking(() => desk.Execute(sql)).Should().Throw<SqliteException>().WithMessage("*append-only*");

        desk.Log().Should().Equal(log);
    }

    [Fact]
    public void Revision_OfAnEmptyStore_IsTheNewestChangeSet()
    {
        var before = desk.Store.Read(ChangeLog.Revision);
        desk.Group();

        desk.Store.Read(ChangeLog.Revision).Should().Be(before + 1);
    }

    [Fact]
    public async Task NamesRevision_AfterASaveOfRelations_Stays()
    {
        var (anna, billing, acme) = (desk.CustomerUser(), desk.Group(), desk.Customer());
        var names = desk.Store.Read(ChangeLog.NamesRevision);

        await desk.Save(Desk.Edit(MatrixId.GroupsOf(anna), PermissionSet.Ro, true, billing.Value));
        await desk.Save(Desk.Edit(new MatrixId(RelationKind.CustomerUserCustomer, true, anna.Value), PermissionSet.Active, true, acme.Value));
        desk.Store.Read(ChangeLog.NamesRevision).Should().Be(names);
    }
}
