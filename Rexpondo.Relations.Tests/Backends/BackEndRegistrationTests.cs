using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Storage;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.Backends;

public sealed class BackEndRegistrationTests : IDisposable
{
    private const string Partners = """{ "name": "Partners", "kind": "Csv", "file": "partners.csv" }""";
    private const string PartnersOff = """{ "name": "Partners", "kind": "Csv", "file": "partners.csv", "groupSupport": false }""";
    private const string Others = """{ "name": "Others", "kind": "Csv", "file": "others.csv" }""";

    private readonly MirroredDesk mirrored = new();

    private Desk Desk => mirrored.Desk;

    private IEnumerable<string> Known => Desk.Catalogs.Read().BackEnds.Select(backEnd =>
        $"{backEnd.Name} {backEnd.Kind} {backEnd.File ?? "-"} {(backEnd.IsConfigured ? "configured" : "gone")} "
        + $"{backEnd.GroupSupport?.ToString() ?? "-"} {(backEnd.IsReadOnly ? "read-only" : "read-write")}");

    [Fact]
    public void Register_WritesWhatDiffersAndNothingElse()
    {
        var before = Desk.Revision();

        mirrored.Configure(Partners);
        Desk.Revision().Should().Be(before, "nothing differs");
        mirrored.Configure(Others, PartnersOff);

        Desk.Revision().Should().Be(before + 1);
        Known.Should().Equal(
            "Default Database - configured - read-write",
            "Others Csv config/0.json configured - read-only",
            "Partners Csv config/1.json configured False read-only");
    }

    [Fact]
    public async Task Register_OfABrokenFile_LeavesItsBackEndAsItWas()
    {
        mirrored.Configure(PartnersOff);
        await mirrored.MirrorAsync(MirroredDesk.Header, "bea,Bea,Berg,,ACME,valid");
        var before = Desk.Revision();

        mirrored.Configure("{ nonsense").Mistakes.Should().ContainSingle();
        mirrored.Configure("""{ "name": "Partners", "kind": "Csv", "file": "partners.csv", "colour": 1 }""").Mistakes.Should().ContainSingle();

        Desk.Revision().Should().Be(before);
        Known.Should().Contain("Partners Csv config/0.json configured False read-only");
        mirrored.Persons().Should().Equal("bea|Bea Berg||ACME|valid");
    }

    [Fact]
    public async Task Register_WithoutTheFile_KeepsThePersons()
    {
        mirrored.Configure(PartnersOff);
        await mirrored.MirrorAsync(MirroredDesk.Header, "bea,Bea,Berg,,ACME,valid");

        mirrored.Configure();

        Known.Should().Contain("Partners Csv config/0.json gone - read-only");
        mirrored.Persons().Should().Equal("bea|Bea Berg||ACME|valid");
    }

    [Fact]
    public async Task Register_WithoutTheFile_ForgetsThatItFailed()
    {
        await mirrored.MirrorAsync(MirroredDesk.Header, "bea,Bea,Berg,,ACME,valid");
        mirrored.Write("torn");
        using var runner = mirrored.Runner();
        await runner.TickAsync(CancellationToken.None);
        Desk.Clock.Advance(BackEndRunner.Interval);
        await runner.TickAsync(CancellationToken.None);
        Failing().Should().Be(1);

        mirrored.Configure();

        Failing().Should().Be(0);
        Desk.Scalar("SELECT count(mirrored_at) FROM back_end_state").Should().Be(1, "when it was mirrored last stays known");

        long Failing() => Desk.Scalar("SELECT count(*) FROM back_end_state WHERE failing_since IS NOT NULL OR problem IS NOT NULL");
    }

    [Fact]
    public async Task PersonsOfABackEnd_AreCountedAndKeptWithTheWorld()
    {
        Desk.CustomerUser("anna");
        await mirrored.MirrorAsync(MirroredDesk.Header, "bea,Bea,Berg,,,valid", "cem,Cem,Can,,,invalid", "dora,Dora,Dahl,,,valid");
        Desk.Execute("UPDATE customer_user SET blocked = 1 WHERE login = 'dora'");
        var world = Desk.FreshWorld();
        var partners = world.Catalog.BackEnds.Single(backEnd => backEnd.Name == "Partners");

        var persons = world.Counts.PersonsOfBackEnd(partners.Id);

        (persons.Valid, persons.Invalid, persons.Blocked).Should().Be((1, 1, 1));
        persons.All.Should().BeEquivalentTo(new[] { "bea", "cem", "dora" }.Select(login => mirrored.Person(login).Id.Value));
        world.Counts.PersonsOfBackEnd(partners.Id).Should().BeSameAs(persons);
        world.Counts.PersonsOfBackEnd(99).Should().Be(BackEndPersons.None);
        BackEndFilter.Of(world, RelationSide.CustomerUser, "Partners", persons.All).Should().Equal(persons.All);
    }

    [Fact]
    public async Task GroupSupportView_CountsOnlyWhereItWouldBeOn()
    {
        Desk.CustomerUser("anna");
        await mirrored.MirrorAsync(MirroredDesk.Header, "bea,Bea,Berg,,,valid", "cem,Cem,Can,,,valid");
        mirrored.Configure(PartnersOff);
        Desk.Deploy(settings => settings with { GroupSupport = GroupSupport.Off });

        var view = new GroupSupportView(Desk.Worlds.Read());

        (view.Persons, view.WithoutAnyGroup, view.WithDefaultGroupsOnly).Should().Be((1, 1, 0));
        view.NotRestricted.Should().Be(3);
    }

    [Fact]
    public async Task GroupSupport_FixedByAFile_WinsOverWhatIsDeployedAndLeavesItUntouched()
    {
        await mirrored.MirrorAsync(MirroredDesk.Header, "bea,Bea,Berg,,ACME,valid");
        var deployed = Deployed();
        IsRestricted().Should().BeTrue("group support is deployed as on");

        mirrored.Configure(PartnersOff);
        IsRestricted().Should().BeFalse();
        Deployed().Should().Be(deployed);

        Desk.Deploy(settings => settings with { GroupSupport = GroupSupport.Everywhere(true), AlwaysGroups = ["users"] });
        IsRestricted().Should().BeFalse();
        Deployed().Should().Be(deployed, "what a file fixes is never deployed");
        Desk.Deploy(settings => settings with { GroupSupport = GroupSupport.Of([new("Default", true), new("Partners", true)]) });
        IsRestricted().Should().BeFalse();
        Deployed().Should().Contain("\"Partners\":true");

        var view = new GroupSupportView(Desk.Worlds.Read());
        view.Off.Should().Contain("Partners");
        var ifOn = Desk.Worlds.Read().With(new RelationSettings { GroupSupport = GroupSupport.Everywhere(true) });
        ifOn.Effective(ifOn.Find(mirrored.Person("bea").Id)!, ifOn.Catalog.Find(mirrored.Billing)!).IsEmpty.Should().BeFalse("no deployment switches it on");

        mirrored.Configure(Partners);
        IsRestricted().Should().BeTrue("without the line the deployed value is in force again");
        mirrored.Configure(PartnersOff);
        mirrored.Configure();
        IsRestricted().Should().BeTrue("so it is without the file");

        // Another process on the same store knows it without any file.
        mirrored.Configure(PartnersOff);
        Restricted(Desk.OtherProcess()).Should().BeFalse();
    }

    public void Dispose() => mirrored.Dispose();

    private string Deployed() => Desk.Store.Read(connection => connection.Query(
        "SELECT value FROM setting WHERE name = $name", row => row.GetString(0), ("$name", SettingNames.GroupSupport))).Single();

    private bool IsRestricted() => Restricted(Desk);

    private bool Restricted(Desk desk)
    {
        var world = desk.Worlds.Read();
        return world.Effective(world.Find(mirrored.Person("bea").Id)!, world.Catalog.Find(mirrored.Billing)!).IsEmpty;
    }
}
