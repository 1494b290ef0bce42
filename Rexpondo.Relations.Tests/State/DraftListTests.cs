using Microsoft.Extensions.Logging.Abstractions;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

public sealed class DraftListTests : IDisposable
{
    private readonly Screens screens = new();
    private readonly DraftDesk drafts;

    public DraftListTests() => drafts = new DraftDesk(screens.Desk.Store, new DraftOptions(), TimeProvider.System, NullLogger<DraftDesk>.Instance);

    public void Dispose()
    {
        drafts.Dispose();
        screens.Dispose();
    }

    [Fact]
    public void Of_NamesEveryScreenAsItIsToday()
    {
        var desk = screens.Desk;
        var (anna, acme, billing, vpn) = (desk.CustomerUser(), desk.Customer(), desk.Group(), desk.Service("VPN"));
        Says(DraftScreen.Of(MatrixId.GroupsOf(anna)), "Groups of customer user Anna Meier", $"/customer-users-groups/customer-users/{anna}");
        Says(DraftScreen.Of(MatrixId.CustomerUsersOf(billing)), "Customer users of group billing", $"/customer-users-groups/groups/{billing}");
        Says(DraftScreen.Of(MatrixId.ServicesOf(anna)), "Services of customer user Anna Meier", $"/customer-users-services/customer-users/{anna}");
        Says(DraftScreen.Of(MatrixId.CustomerUsersOf(vpn)), "Customer users of service VPN", $"/customer-users-services/services/{vpn}");
        Says(DraftScreen.Of(MatrixId.GroupsOf(acme)), "Groups of customer ACME", $"/customers-groups/customers/{acme}");
        Says(DraftScreen.Of(MatrixId.CustomersOf(billing)), "Customers of group billing", $"/customers-groups/groups/{billing}");
        Says(DraftScreen.Of(MatrixId.CustomersOf(anna)), "Customers of customer user Anna Meier", $"/customer-users-customers/customer-users/{anna}");
        Says(DraftScreen.Of(MatrixId.CustomerUsersOf(acme)), "Customer users of customer ACME", $"/customer-users-customers/customers/{acme}");
        Says(DraftScreen.Of(MatrixId.DefaultServices), "Default services", "/customer-users-services/default-services");
        Says(DraftScreen.Of(RelationSide.CustomerUser, anna.Value), "Customer user Anna Meier", $"/customer-users/{anna}");
        Says(DraftScreen.Of(RelationSide.Customer, null), "Add customer", "/customers/new");
        Says(DraftScreen.OfSetting(SettingNames.Services), "Setting Ticket::Service", "/system-configuration/Ticket::Service");
        desk.Change("UPDATE permission_group SET name = 'invoices' WHERE id = $id", ("$id", billing.Value));
        Says(DraftScreen.Of(RelationSide.Group, billing.Value), "Group invoices", $"/groups/{billing}");
    }

    [Fact]
    public void Of_WhatIsNotThere_SaysItsNumberAndLeadsNowhere()
    {
        Says(DraftScreen.Of(RelationSide.Group, 12345), "Group number 12345", null);
        Says(DraftScreen.OfSetting("Gone"), "Setting Gone", null);
        Says(new DraftScreen("something/new"), "something/new", null);
    }

    private void Says(DraftScreen screen, string title, string? href)
    {
        screens.Desk.Execute($"DELETE FROM draft; INSERT INTO draft VALUES ({screens.Desk.Root.Value}, '{screen.Name}', 2, 1, 1000, x'00', '')");

        var view = new DraftList(drafts, screens.Reader).Of(screens.Desk.Root).Should().ContainSingle().Subject;

        (view.Href, view.Draft.Changes).Should().Be((href, 2));
        view.Title.Should().StartWith(title);
    }
}
