using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Reading;

public sealed class RowNameTests : IDisposable
{
    private readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public void Name_OfCustomerUsersOfOneName_HasTheLogin()
    {
        desk.CustomerUser("am1", "Anna", "Meier");
        desk.CustomerUser("am2", "Anna", "Meier");
        desk.CustomerUser("am3", "Änna", "Meier");
        desk.CustomerUser("bm", "Ben", "Meier");

        Names(RelationSide.CustomerUser).Should().Equal("Anna Meier (am1)", "Anna Meier (am2)", "Änna Meier", "Ben Meier");
    }

    [Fact]
    public void Name_WhenTheOtherIsRenamed_HasNoLoginAnyMore()
    {
        desk.CustomerUser("am1", "Anna", "Meier");
        var other = desk.CustomerUser("am2", "Anna", "Meier");
        Names(RelationSide.CustomerUser).Should().Equal("Anna Meier (am1)", "Anna Meier (am2)");

        desk.Change(connection => connection.Execute("UPDATE customer_user SET first_name = 'Zoe' WHERE id = $id", ("$id", other.Value)));

        Names(RelationSide.CustomerUser).Should().Equal("Anna Meier", "Zoe Meier");
    }

    [Fact]
    public void Name_OfCustomersOfOneName_HasTheId()
    {
        desk.Customer("A1");
        desk.Customer("A2");
        desk.Customer("B");
        desk.Change(connection => connection.Execute("UPDATE customer SET name = 'Acme' WHERE customer_id <> 'B'"));

        Names(RelationSide.Customer).Should().Equal("Acme (A1)", "Acme (A2)", "B");
    }

    private IEnumerable<string> Names(RelationSide side)
    {
        var reader = new MatrixReader(desk.Store, desk.Worlds, new NameDirectory(desk.Store));
        var (rows, _) = reader.Rows(side);
        return reader.Names(rows, rows.Space.Order).Select(row => row.Name);
    }
}
