using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Records;
using static Rexpondo.Relations.Tests.Records.RecordDesk;

namespace Rexpondo.Relations.Tests.Records;

/// <summary>Two agents with the same form open: the later one is told, field by field, before anything is written.</summary>
public sealed class RecordConflictTests : IDisposable
{
    private readonly RecordDesk desk = new();

    public void Dispose() => desk.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SaveAsync_OfTwoAgents_InEitherOrderTellsTheLater(bool rootFirst)
    {
        var (anna, other) = (desk.Desk.CustomerUser(), desk.Desk.Agent("berta"));
        var (first, second) = rootFirst ? (desk.Desk.Root, other) : (other, desk.Desk.Root);
        var seen = desk.Persons.Read(anna)!;
        await Saved(desk.Persons.SaveAsync(anna, seen, seen with { Phone = "1", Title = "Dr.", Mobile = "5" }, first, null, default));
        var revision = desk.Desk.Revision();
        var wanted = seen with { Phone = "2", LastName = "Maier", Mobile = "5" };

        var told = (await desk.Persons.SaveAsync(anna, seen, wanted, second, null, default)).Should().BeOfType<RecordChangedMeanwhile<CustomerUserFields>>().Subject;

        var by = rootFirst ? "root" : "berta";
        told.Fields.Should().Equal(
            new FieldConflict(RecordField.Title, "", "Dr.", "", by, Overwrites: false),
            new FieldConflict(RecordField.Phone, "", "1", "2", by, Overwrites: true),
            new FieldConflict(RecordField.Mobile, "", "5", "5", by, Overwrites: false));
        told.Now.Should().Be(seen with { Phone = "1", Title = "Dr.", Mobile = "5" });
        desk.Desk.Revision().Should().Be(revision);

        // As the form does it: what she did not touch takes what is stored.
        await Saved(desk.Persons.SaveAsync(anna, told.Now, told.Now with { Phone = "2", LastName = "Maier" }, second, null, default));
        desk.Persons.Read(anna).Should().Be(seen with { Phone = "2", Title = "Dr.", Mobile = "5", LastName = "Maier" });
    }

    [Fact]
    public async Task SaveAsync_OfTheSameByBoth_IsToldAndThenNothingToWrite()
    {
        var billing = desk.Desk.Group();
        var seen = desk.Groups.Read(billing)!;
        await Saved(desk.Groups.SaveAsync(billing, seen, seen with { Comment = "x" }, desk.Desk.Root, null, default));

        var told = (await desk.Groups.SaveAsync(billing, seen, seen with { Comment = "x" }, desk.Desk.Root, null, default))
            .Should().BeOfType<RecordChangedMeanwhile<GroupFields>>().Subject;

        told.Fields.Should().ContainSingle().Which.Overwrites.Should().BeFalse();
        (await Saved(desk.Groups.SaveAsync(billing, told.Now, told.Now with { Comment = "x" }, desk.Desk.Root, null, default))).Should().BeNull();
    }

    [Fact]
    public async Task SaveAsync_AfterAnImport_NamesNobodyRatherThanTheWrongOne()
    {
        var anna = desk.Desk.CustomerUser();
        await Saved(desk.SaveAsync(desk.Persons, anna, f => f with { FirstName = "Anne" }));
        var seen = desk.Persons.Read(anna)!;
        desk.Desk.Change("UPDATE customer_user SET first_name = 'Anja'");

        var told = (await desk.Persons.SaveAsync(anna, seen, seen with { Phone = "1" }, desk.Desk.Root, null, default))
            .Should().BeOfType<RecordChangedMeanwhile<CustomerUserFields>>().Subject;

        told.Fields.Should().Equal(new FieldConflict(RecordField.FirstName, "Anne", "Anja", "Anne", null, Overwrites: false));
    }

    [Fact]
    public async Task SaveAsync_OfACustomerAndAParentChangedMeanwhile_ShowsTheirNames()
    {
        var (acme, beta) = (desk.Desk.Customer(), desk.Desk.Customer("BETA"));
        var (anna, network, vpn) = (desk.Desk.CustomerUser(customer: acme), desk.Desk.Service("Network"), desk.Desk.Service("VPN"));
        var (person, service) = (desk.Persons.Read(anna)!, desk.Services.Read(vpn)!);
        await Saved(desk.SaveAsync(desk.Persons, anna, f => f with { Customer = beta }));
        await Saved(desk.SaveAsync(desk.Services, vpn, f => f with { Parent = network }));

        (await desk.Persons.SaveAsync(anna, person, person with { Customer = null }, desk.Desk.Root, null, default))
            .Should().BeOfType<RecordChangedMeanwhile<CustomerUserFields>>().Which.Fields.Should().Equal(new FieldConflict(RecordField.Customer, "ACME", "BETA", "", "root", Overwrites: true));
        (await desk.Services.SaveAsync(vpn, service, service with { Name = "Vpn" }, desk.Desk.Root, null, default))
            .Should().BeOfType<RecordChangedMeanwhile<ServiceFields>>().Which.Fields.Should().Equal(new FieldConflict(RecordField.SubServiceOf, "", "Network", "", "root", Overwrites: false));
    }

    [Fact]
    public async Task SaveAsync_OfBothAtOnce_WritesOneAndTellsTheOther()
    {
        var billing = desk.Desk.Group();
        var seen = desk.Groups.Read(billing)!;

        var results = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => desk.Groups.SaveAsync(billing, seen, seen with { Comment = $"{i}" }, desk.Desk.Root, null, default)));

        results.OfType<RecordSaved>().Should().ContainSingle();
        results.OfType<RecordChangedMeanwhile<GroupFields>>().Should().HaveCount(7);
    }

    [Fact]
    public async Task AddAsync_OfTheSameLoginByTwoAtOnce_AddsOne()
    {
        var results = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => desk.AddAsync(desk.Persons, new CustomerUserFields { Login = i % 2 == 0 ? "anna" : "ANNA" })));

        results.OfType<RecordSaved>().Should().ContainSingle();
        results.OfType<RecordRefused>().Should().HaveCount(7);
    }
}
