using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Core.Searching;
using static Rexpondo.Relations.Tests.Records.RecordDesk;

namespace Rexpondo.Relations.Tests.Records;

public sealed class CustomerEditorTests : IDisposable
{
    private readonly RecordDesk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task AddAsync_OfEveryField_IsReadAsItWasTyped()
    {
        var typed = new CustomerFields
        {
            CustomerId = "ACME",
            Name = "Acme",
            Street = "Street 1",
            Zip = "12345",
            City = "Köln",
            Country = "Germany",
            Url = "https://acme.example",
            Comment = "two\nlines",
            Validity = Validity.Invalid,
        };

        var id = await Added(desk.AddAsync(desk.Customers, typed));

        desk.Customers.Read(new CustomerNumber(id)).Should().Be(typed);
        desk.Log().Should().HaveCount(9);
    }

    [Fact]
    public async Task AddAsync_OfManyMistakes_TellsAllAtOnce()
    {
        var tooLong = new string('x', 201);

        var errors = await Errors(desk.AddAsync(desk.Customers, new CustomerFields
        {
            CustomerId = " ",
            Name = tooLong,
            Street = tooLong,
            Zip = tooLong,
            City = tooLong,
            Country = tooLong,
            Url = tooLong,
            Comment = new string('x', 2001),
        }));

        errors.Select(error => error.Field).Should().Equal("Customer ID", "Name", "Street", "ZIP", "City", "Country", "URL", "Comment");
    }

    [Fact]
    public async Task SaveAsync_OfATakenId_IsRefusedExactlyAsWritten()
    {
        var (acme, _) = (desk.Desk.Customer(), desk.Desk.Customer("BETA"));

        (await Errors(desk.SaveAsync(desk.Customers, acme, f => f with { CustomerId = "BETA " })))
            .Should().Equal(new FieldError(RecordField.CustomerId, "there is already a customer \"BETA\""));
        await Saved(desk.SaveAsync(desk.Customers, acme, f => f with { CustomerId = "beta" }));
    }

    [Fact]
    public async Task SaveAsync_OfAnotherId_KeepsEveryPersonAndGrantAndIsFoundAtOnce()
    {
        var (acme, billing, names) = (desk.Desk.Customer(), desk.Desk.Group(), new NameDirectory(desk.Desk.Store));
        var (anna, bert) = (desk.Desk.CustomerUser(customer: acme), desk.Desk.CustomerUser("bert"));
        desk.Desk.Relate(bert, acme);
        desk.Desk.Relate(acme, billing, PermissionSet.Ro);
        var rows = desk.Desk.AllRows();
        names.Read();

        await Saved(desk.SaveAsync(desk.Customers, acme, f => f with { CustomerId = "RENAMED" }));

        desk.Desk.AllRows().Should().Be(rows);
        var world = desk.Desk.Worlds.Read();
        world.Persons.Should().OnlyContain(person => world.HasAnyGroup(person));
        world.Explain(world.Find(anna)!, world.Catalog.Find(billing)!).Sources.Should().ContainSingle().Which.CustomerId.Should().Be("RENAMED");
        names.Read().Search(SearchQuery.Parse("renamed")).Count.Should().Be(1);
    }

    [Fact]
    public async Task Preview_OfTheValidity_SaysWhoLosesAndIsRightAfterTheSave()
    {
        var (acme, billing) = (desk.Desk.Customer(), desk.Desk.Group());
        var (anna, bert, cleo) = (desk.Desk.CustomerUser(customer: acme), desk.Desk.CustomerUser("bert"), desk.Desk.CustomerUser("cleo", customer: acme));
        desk.Desk.Relate(bert, acme);
        desk.Desk.Relate(acme, billing, PermissionSet.Ro);
        desk.Desk.Relate(cleo, billing, PermissionSet.Ro);

        desk.Customers.Preview(acme, desk.Customers.Read(acme)! with { Validity = Validity.Invalid }).Lose.Should().Equal(anna.Value, bert.Value);
        await Saved(desk.SaveAsync(desk.Customers, acme, f => f with { Validity = Validity.Invalid }));

        var world = desk.Desk.Worlds.Read();
        world.Persons.Where(world.HasAnyGroup).Select(person => person.Id).Should().Equal(cleo.Value);
    }
}
