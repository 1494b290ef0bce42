using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Reading;

public sealed class CatalogReaderTests : IDisposable
{
    private readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public void Read_WithoutAChange_IsTheSameCatalog() => desk.Catalogs.Read().Should().BeSameAs(desk.Catalogs.Read());

    [Fact]
    public void Read_AfterAnotherProcessWrote_IsNotStale()
    {
        var other = desk.OtherProcess();
        desk.Catalogs.Read().Groups.Should().BeEmpty();

        other.Group("billing");
        other.Default(other.Service("Mail"));
        other.Deploy(settings => settings with { PermissionKeys = ["ro", "note", "rw"], NeverGroups = ["billing"] });

        var catalog = desk.Catalogs.Read();
        catalog.Groups.Select(group => group.Name).Should().Equal("billing");
        catalog.IsNever(catalog.Groups[0]).Should().BeTrue();
        catalog.Keys.All.Select(key => key.Name).Should().Equal("ro", "note", "rw");
        catalog.EffectiveDefaultServices.Should().HaveCount(1);
    }

    [Fact]
    public void Read_AfterASaveOfCells_KeepsWhatDidNotChange()
    {
        var (anna, billing) = (desk.CustomerUser(), desk.Group());
        var before = desk.Catalogs.Read();

        desk.Relate(anna, billing, PermissionSet.Rw);

        var after = desk.Catalogs.Read();
        after.Revision.Should().Be(before.Revision + 1);
        after.Services.Should().BeSameAs(before.Services);
        before.Revision.Should().BeLessThan(after.Revision, "who holds the older one holds the older one");
    }

    [Fact]
    public void Read_AfterWhateverElse_ReadsAnew()
    {
        var (anna, mail) = (desk.CustomerUser(), desk.Service("Mail"));
        var last = desk.Catalogs.Read();
        void Anew(Action change)
        {
            change();
            desk.Relate(anna, mail); // cells after it hide nothing
            var now = desk.Catalogs.Read();
            now.Services.Should().NotBeSameAs(last.Services);
            last = now;
            desk.Execute("DELETE FROM customer_user_service");
        }

        Anew(() => desk.Default(mail));
        Anew(() => desk.Group("ops"));
        Anew(() => desk.Deploy(settings => settings with { NeverGroups = ["ops"] }));
        Anew(() => desk.Store.WriteAsync(
            connection =>
            {
                connection.Execute("UPDATE service SET comment = 'changed'");
                ChangeLog.Field(
                    connection, ChangeLog.Begin(connection, new ChangeAuthor(null, "test", ChangeWay.Screen), desk.Clock.Now, touchesNames: false), RelationSide.Service, mail.Value, "Comment", "", "changed");
                return 0;
            },
            CancellationToken.None).GetAwaiter().GetResult());
        last.Services.All.Should().ContainSingle().Which.Comment.Should().Be("changed");
        Anew(() => desk.Store.WriteAsync(
            connection => ChangeLog.Begin(connection, new ChangeAuthor(null, "test", ChangeWay.BackEnd), desk.Clock.Now, touchesNames: false), CancellationToken.None).GetAwaiter().GetResult());
    }

    [Fact]
    public void Read_WithinAnOlderSnapshot_IsTrueAtThatSnapshotAndDoesNotTakeThePlaceOfTheNewer()
    {
        desk.Store.Read(connection =>
        {
            desk.Catalogs.Read(connection);
            desk.OtherProcess().Group("billing");
            var newer = desk.Catalogs.Read();

            desk.Catalogs.Read(connection).Groups.Should().BeEmpty();
            desk.Catalogs.Read().Should().BeSameAs(newer);
            return 0;
        });
    }

    [Fact]
    public void Groups_InTheListsOrder_AreByFoldedNameAndThenByCodePoint()
    {
        foreach (var name in new[] { "Zoo", "übung", "Umbau", "users", "Users", "ubung" })
        {
            desk.Group(name);
        }

        desk.Catalogs.Read().Groups.Select(group => group.Name).Should().Equal("ubung", "übung", "Umbau", "Users", "users", "Zoo");
    }

    [Fact]
    public void AlwaysGroups_WithNamesThatMatchNoValidGroup_HaveNoEffectAndAreNamed()
    {
        desk.Group("users");
        desk.Group("gone", Validity.Invalid);
        desk.Group("never");
        desk.Deploy(settings => settings with { AlwaysGroups = ["users", "Users", "gone", "never", "user"], NeverGroups = ["never"] });

        var catalog = desk.Catalogs.Read();

        catalog.AlwaysGroups.Select(group => group.Name).Should().Equal("users");
        catalog.Settings.AlwaysGroups
            .Where(name => GroupNameRule.ProblemOf(catalog, SettingNames.AlwaysGroups, name) is GroupNameProblem.NoSuchGroup or GroupNameProblem.NotValid)
            .Should().Equal("Users", "gone", "user");
    }

    [Fact]
    public void EffectiveDefaultServices_WithAnInvalidParent_LeaveTheChildOut()
    {
        var network = desk.Service("Network", validity: Validity.Invalid);
        desk.Default(desk.Service("Network::VPN", network));
        desk.Default(desk.Service("Mail"));

        var catalog = desk.Catalogs.Read();

        catalog.DefaultServices.Should().HaveCount(2);
        catalog.EffectiveDefaultServices.Select(id => catalog.Services.Find(id)!.FullName).Should().Equal("Mail");
    }
}
