using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Editing;

public sealed class SettingConsequencesTests
{
    [Fact]
    public void Of_AnyTwoSettings_IsWhatIsTrueAfterTheDeployment() => Prop.ForAll(World.Any, World.Any, (world, other) =>
    {
        using var desk = Desk.Of(world);
        var settings = other.Settings with { PermissionKeys = world.Settings.PermissionKeys };
        var before = desk.Worlds.Read();
        var said = SettingConsequences.Of(before, settings);
        desk.Deploy(_ => settings);
        var after = desk.Worlds.Read();

        var all = Consequences.Between(before, after);
        return said.Groups.ToHashSet().SetEquals(all.Groups) && said.NoGroupLeft.SequenceEqual(all.NoGroupLeft) && all.Services.IsEmpty;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    [Fact]
    public void Of_AKeyThatIsWithdrawn_SaysWhoLosesIt()
    {
        using var desk = new Desk();
        var (person, group) = (desk.CustomerUser(), desk.Group());
        desk.Deploy(settings => settings with { PermissionKeys = ["ro", "note", "rw"] });
        desk.Relate(person, group, desk.Catalogs.Read().Keys.Find("note")!.Set);
        var world = desk.Worlds.Read();

        var said = SettingConsequences.Of(world, world.Catalog.Settings with { PermissionKeys = ["ro", "rw"] });

        said.Lose.Should().Equal(person.Value);
        said.NoGroupLeft.Should().Equal(person.Value);
    }

    [Fact]
    public void Of_TheServiceSwitches_IsNothing()
    {
        using var desk = new Desk();
        var world = desk.Worlds.Read();

        SettingConsequences.Of(world, world.Catalog.Settings with { ServicesOn = false, DefaultServicesForUnknown = true }).Should().BeSameAs(Consequences.None);
    }
}
