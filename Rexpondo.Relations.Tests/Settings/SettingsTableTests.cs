using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Settings;

public sealed class SettingsTableTests : IDisposable
{
    private readonly Desk desk = new(groupSupport: false);

    public void Dispose() => desk.Dispose();

    [Fact]
    public void Read_OfAnEmptyStore_IsTheDefaults()
    {
        var settings = desk.Catalogs.Read().Settings;

        settings.GroupSupport.IsOn("Default").Should().BeFalse();
        settings.PermissionKeys.Should().Equal("ro", "rw");
        settings.AlwaysGroups.Concat(settings.CompanyAlwaysGroups).Concat(settings.NeverGroups).Should().BeEmpty();
        settings.ServicesOn.Should().BeTrue();
        settings.DefaultServicesForUnknown.Should().BeFalse();
    }

    [Fact]
    public void Deploy_WithWhatIsInForceAlready_WritesNothing()
    {
        desk.Deploy(settings => settings with { AlwaysGroups = ["users"] });
        desk.Deploy(settings => settings with { AlwaysGroups = ["users"] });

        desk.Scalar("SELECT count(*) FROM deployment").Should().Be(1);
    }

    [Fact]
    public void Deploy_OfTwoValues_KeepsOldAndNewOnRecord()
    {
        desk.Deploy(settings => settings with { AlwaysGroups = ["users"], ServicesOn = false });
        desk.Deploy(settings => settings with { AlwaysGroups = ["staff"] });

        using var connection = desk.Store.Open();
        connection.Query("SELECT deployment_id, name, old_value, new_value FROM deployment_value ORDER BY 1, 2", row =>
            $"{row.GetInt64(0)} {row.GetString(1)} {(row.IsDBNull(2) ? "default" : row.GetString(2))} {row.GetString(3)}").Should().Equal(
                """1 CustomerGroupAlwaysGroups default ["users"]""",
                "1 Ticket::Service default false",
                """2 CustomerGroupAlwaysGroups ["users"] ["staff"]""");
    }

    [Fact]
    public void Deploy_OfAKeyThatWentAndComesBack_GivesItItsOldBitAndNoOtherKeyEverGetsIt()
    {
        Keys("ro", "note", "rw");
        Keys("ro", "create", "rw");
        Keys("ro", "create", "note", "rw");

        desk.Catalogs.Read().Keys.All.Select(key => (key.Name, key.Bit)).Should().Equal(("ro", 0), ("create", 3), ("note", 2), ("rw", 1));
    }

    private void Keys(params string[] keys) => desk.Deploy(settings => settings with { PermissionKeys = [.. keys] });
}
