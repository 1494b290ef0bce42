using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

public sealed class MatrixCsvTests : IDisposable
{
    private readonly Screens screens = new();

    public void Dispose() => screens.Dispose();

    [Fact]
    public void Rows_HasTheMatchingRowsAsStored()
    {
        var desk = screens.Desk;
        var (acme, billing) = (desk.Customer(), desk.Group());
        var (anna, odd) = (desk.CustomerUser("anna", "Anna", "Meier", "anna@acme.example", acme), desk.CustomerUser("odd", "=Odd,", "\"Meier\""));
        desk.CustomerUser("bert", "Bert", "Ohm");
        desk.Relate(acme, billing, PermissionSet.Ro);
        desk.Relate(anna, billing, PermissionSet.Rw);
        var state = screens.Open(MatrixId.CustomerUsersOf(billing));
        state.Search("meier");
        state.Untick(anna.Value, "rw");
        state.Tick(odd.Value, "ro");

        var lines = string.Concat(new MatrixCsv(state, screens.Reader, new GroupWhy()).Rows(CancellationToken.None)).Split('\n');

        var detail = screens.NameOf(state, anna.Value).Detail;
        lines.Should().BeEquivalentTo(
        [
            "name,detail,login,ro,rw,why,granted_by,granted_at",
            $"Anna Meier,{detail},anna,,yes,ro from customer ACME · ro included in rw,seed,2026-03-01T08:00:00Z",
            "\"'=Odd, \"\"Meier\"\"\",,odd,,,,,",
            "",
        ]);
        state.Pending.Total.Should().Be(2, "the export forgets nothing that is pending");
    }

    [Fact]
    public void Rows_OfATree_LeavesContextOut()
    {
        var desk = screens.Desk;
        var network = desk.Service("Network");
        desk.Service("Network::Setup", network);
        var state = screens.Open(MatrixId.ServicesOf(desk.CustomerUser()));
        state.Search("setup");

        string.Concat(new MatrixCsv(state, screens.Reader, new PersonServicesWhy()).Rows(CancellationToken.None))
            .Should().Be("name,detail,active,why,granted_by,granted_at\nNetwork::Setup,,,,,\n");
    }

    [Fact]
    public void Rows_OfManyRows_ReachesTheLast()
    {
        screens.Desk.CustomerUsers(1203);
        var state = screens.Open(MatrixId.CustomerUsersOf(screens.Desk.Group()));

        string.Concat(new MatrixCsv(state, screens.Reader, new GroupWhy()).Rows(CancellationToken.None)).Count(c => c == '\n').Should().Be(1204);
    }

    [Fact]
    public void Rows_AreThoseThatWereShownWhenItWasAskedFor_AndEndWithTheirToken()
    {
        screens.Desk.CustomerUsers(2500);
        var state = screens.Open(MatrixId.CustomerUsersOf(screens.Desk.Group()));
        using var gone = new CancellationTokenSource();
        var rows = new MatrixCsv(state, screens.Reader, new GroupWhy()).Rows(gone.Token).GetEnumerator();
        state.Search("nobody");

        for (var i = 0; i < 1500; i++)
        {
            rows.MoveNext().Should().BeTrue();
        }

        gone.Cancel();
        rows.Invoking(all =>
        {
            while (all.MoveNext())
            {
            }
        }).Should().Throw<OperationCanceledException>();
    }
}
