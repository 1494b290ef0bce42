using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Records;
using static Rexpondo.Relations.Tests.Records.RecordDesk;

namespace Rexpondo.Relations.Tests.Records;

public sealed class ServiceEditorTests : IDisposable
{
    private readonly RecordDesk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task AddAsync_BelowAParent_HasTheFullName()
    {
        var network = desk.Desk.Service("Network");

        var id = await Added(desk.AddAsync(desk.Services, new ServiceFields { Name = " VPN ", Parent = network, Comment = "remote" }));

        desk.Services.Read(new ServiceId(id)).Should().Be(new ServiceFields { Name = "VPN", Parent = network, Comment = "remote" });
        FullNames().Should().Equal("Network", "Network::VPN");
        desk.Log().Should().Equal(
            $"root: 4/{id} Comment: (new) > remote", $"root: 4/{id} Name: (new) > VPN", $"root: 4/{id} Sub-service of: (new) > Network", $"root: 4/{id} Validity: (new) > valid");
    }

    [Theory]
    [InlineData("", "Name is empty")]
    [InlineData("  ", "Name is empty")]
    [InlineData("A::B", "Name contains ::, which stands between two levels")]
    [InlineData("::", "Name contains ::, which stands between two levels")]
    [InlineData("A:", "level \"A:\" of the service name begins or ends with a space or a colon")]
    [InlineData(":A", "level \":A\" of the service name begins or ends with a space or a colon")]
    [InlineData("A\u0007", "Name contains a control character")]
    [InlineData("Mail", "there is already a service \"Mail\"")]
    public async Task AddAsync_OfAnImpossibleName_SaysWhy(string name, string reason)
    {
        desk.Desk.Service("Mail");

        (await Errors(desk.AddAsync(desk.Services, new ServiceFields { Name = name }))).Should().Equal(new FieldError(RecordField.Name, reason));
    }

    [Fact]
    public async Task AddAsync_OfMistakes_TellsAllAtOnce() =>
        (await Errors(desk.AddAsync(desk.Services, new ServiceFields { Name = "", Parent = new ServiceId(99), Comment = new string('x', 2001) })))
            .Select(error => error.Field).Should().Equal(RecordField.Name, RecordField.SubServiceOf, RecordField.Comment);

    [Fact]
    public async Task SaveAsync_OfAnotherNameOrParent_CarriesAllDescendantsInOneChangeSet()
    {
        var network = desk.Desk.Service("Network");
        var access = desk.Desk.Service("Network::Access", network);
        var vpn = desk.Desk.Service("Network::Access::VPN", access);
        var (mail, anna) = (desk.Desk.Service("Mail"), desk.Desk.CustomerUser());
        desk.Desk.Service("Networking");
        desk.Desk.Relate(anna, vpn);
        desk.Desk.Default(access);
        var (rows, revision) = (desk.Desk.AllRows(), desk.Desk.Revision());

        await Saved(desk.SaveAsync(desk.Services, network, f => f with { Name = "Netz 💡", Parent = mail }));
        FullNames().Should().Equal("Mail", "Mail::Netz 💡", "Mail::Netz 💡::Access", "Mail::Netz 💡::Access::VPN", "Networking");
        await Saved(desk.SaveAsync(desk.Services, access, f => f with { Parent = null }));
        FullNames().Should().Equal("Access", "Access::VPN", "Mail", "Mail::Netz 💡", "Networking");

        desk.Desk.AllRows().Should().Be(rows);
        desk.Desk.Revision().Should().Be(revision + 2);
        desk.Log().Should().Equal(
            $"root: 4/{network} Name: Network > Netz 💡", $"root: 4/{network} Sub-service of:  > Mail", $"root: 4/{access} Sub-service of: Mail::Netz 💡 > ");
        var world = desk.Desk.Worlds.Read();
        world.ServicesOf(world.Find(anna)!).Services.Select(id => world.Catalog.Services.Find(id)!.FullName).Should().Equal("Access::VPN");
    }

    [Fact]
    public async Task SaveAsync_OfLevelsThatRepeat_RenamesEachOnce()
    {
        var top = desk.Desk.Service("A");
        var middle = desk.Desk.Service("A::A", top);
        desk.Desk.Service("A::A::A", middle);

        await Saved(desk.SaveAsync(desk.Services, middle, f => f with { Name = "B" }));
        FullNames().Should().Equal("A", "A::B", "A::B::A");
        await Saved(desk.SaveAsync(desk.Services, top, f => f with { Name = "B" }));
        FullNames().Should().Equal("B", "B::B", "B::B::A");
    }

    [Fact]
    public async Task SaveAsync_UnderItselfOrADescendant_IsRefused()
    {
        var network = desk.Desk.Service("Network");
        var vpn = desk.Desk.Service("Network::Access::VPN", desk.Desk.Service("Network::Access", network));

        (await Errors(desk.SaveAsync(desk.Services, network, f => f with { Parent = network })))
            .Should().Equal(new FieldError(RecordField.SubServiceOf, "a service cannot stand under itself"));
        (await Errors(desk.SaveAsync(desk.Services, network, f => f with { Parent = vpn })))
            .Should().Equal(new FieldError(RecordField.SubServiceOf, "a service cannot stand under its own sub-service \"Network::Access::VPN\""));
        desk.Services.Preview(network, new ServiceFields { Name = "Network", Parent = vpn }).Affected.Should().Be(0);
    }

    [Fact]
    public async Task SaveAsync_ToAFullNameThatIsTaken_IsRefused()
    {
        var (network, mail) = (desk.Desk.Service("Network"), desk.Desk.Service("Mail"));
        desk.Desk.Service("Network::Mail", network);

        (await Errors(desk.SaveAsync(desk.Services, mail, f => f with { Parent = network })))
            .Should().Equal(new FieldError(RecordField.Name, "there is already a service \"Network::Mail\""));
    }

    [Theory]
    [InlineData(96, true)]
    [InlineData(97, false)]
    public async Task SaveAsync_ThatMakesADescendantTooLong_IsRefusedAndNamesIt(int length, bool possible)
    {
        var network = desk.Desk.Service("Network");
        desk.Desk.Service("Network::short", network);
        var longest = "Network::" + new string('x', 102);
        desk.Desk.Service(longest, network);

        var result = await desk.SaveAsync(desk.Services, network, f => f with { Name = new string('n', length) });

        if (possible)
        {
            result.Should().BeOfType<RecordSaved>();
            FullNames().Max(name => name.Length).Should().Be(200);
        }
        else
        {
            result.Should().BeOfType<RecordRefused>().Which.Errors.Should().Equal(
                new FieldError(RecordField.Name, $"the full name of the sub-service \"{longest}\" would have 201 characters, at most 200 are possible"));
        }
    }

    [Fact]
    public async Task AddAsync_OfAFullNameTooLong_IsRefused() =>
        (await Errors(desk.AddAsync(desk.Services, new ServiceFields { Name = new string('b', 100), Parent = desk.Desk.Service(new string('a', 100)) })))
            .Should().Equal(new FieldError(RecordField.Name, "the full name would have 202 characters, at most 200 are possible"));

    [Fact]
    public async Task SaveAsync_OfAnInvalidParent_DoesNotLetTheChildSuppressTheDefaults()
    {
        var (network, mail, anna) = (desk.Desk.Service("Network"), desk.Desk.Service("Mail"), desk.Desk.CustomerUser());
        var vpn = desk.Desk.Service("Network::VPN", network);
        desk.Desk.Default(mail);
        desk.Desk.Relate(anna, vpn);
        var world = desk.Desk.Worlds.Read();
        world.ServicesOf(world.Find(anna)!).Services.Should().Equal(vpn);
        var said = desk.Services.Preview(network, desk.Services.Read(network)! with { Validity = Validity.Invalid });

        await Saved(desk.SaveAsync(desk.Services, network, f => f with { Validity = Validity.Invalid }));

        said.FallBack.Should().Equal(anna.Value);
        world = desk.Desk.Worlds.Read();
        world.ServicesOf(world.Find(anna)!).Should().BeEquivalentTo(new EffectiveServices([mail], ServiceSource.Default));
        desk.Services.Read(vpn)!.Validity.Should().Be(Validity.Valid);
        await Saved(desk.SaveAsync(desk.Services, vpn, f => f with { Parent = null }));
        world = desk.Desk.Worlds.Read();
        world.ServicesOf(world.Find(anna)!).Services.Should().Equal(vpn);
    }

    [Fact]
    public void Preview_OfAnotherNameAlone_IsNothing()
    {
        desk.Desk.CustomerUser();
        var (a, b) = (desk.Desk.Service("A"), desk.Desk.Service("B"));
        desk.Desk.Default(a);
        desk.Desk.Default(b);

        desk.Services.Preview(a, new ServiceFields { Name = "Z" }).Services.Should().BeEmpty();
    }

    private List<string> FullNames() => desk.Texts("SELECT full_name FROM service ORDER BY full_name");
}
