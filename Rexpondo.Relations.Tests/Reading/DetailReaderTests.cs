using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Reading;

public sealed class DetailReaderTests : IDisposable
{
    private readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public void Group_SaysWhoHasItAndFromWhichSources()
    {
        var (acme, gone) = (desk.Customer(), desk.Customer("GONE", Validity.Invalid));
        var (anna, billing) = (desk.CustomerUser(customer: acme), desk.Group());
        var bert = desk.CustomerUser("bert", "Bert", customer: acme);
        var carl = desk.CustomerUser("carl", "Carl", validity: Validity.Invalid);
        desk.Relate(anna, billing, PermissionSet.Rw);
        desk.Relate(carl, billing, PermissionSet.Ro);
        desk.Relate(acme, billing, PermissionSet.Ro);
        desk.Relate(gone, billing, PermissionSet.Rw);

        var detail = new DetailReader(desk.Store, desk.Worlds).Group(billing)!;

        detail.Holders.Direct.Should().Equal(anna.Value);
        detail.Holders.ViaCustomer.Should().Equal(bert.Value);
        detail.Holders.Otherwise.Should().BeEmpty();
        detail.Assigned.Should().Be(2, "carl's row waits for her");
        detail.Customers.Select(customer => (customer.Customer.CustomerId, customer.Customer.Valid, customer.Keys, customer.Persons))
            .Should().Equal(("ACME", true, PermissionSet.Ro, 2), ("GONE", false, PermissionSet.Rw, 0));
    }

    [Fact]
    public void Group_ThatEverybodyHas_IsHadOtherwise()
    {
        var (anna, users) = (desk.CustomerUser(), desk.Group("users"));
        desk.Deploy(settings => settings with { AlwaysGroups = ["users"] });

        var detail = new DetailReader(desk.Store, desk.Worlds).Group(users)!;

        detail.Always.Should().BeTrue();
        detail.Holders.Otherwise.Should().Equal(anna.Value);
        detail.Customers.Should().BeEmpty();
    }
}
