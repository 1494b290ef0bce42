using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Tests.Records;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Reading;

public sealed class MatrixReaderTests : IDisposable
{
    private readonly RecordDesk records = new();
    private readonly MatrixReader reader;
    private readonly CustomerUserId anna, bert;
    private readonly MatrixId holders;

    public MatrixReaderTests()
    {
        reader = new MatrixReader(Desk.Store, Desk.Worlds, new NameDirectory(Desk.Store));
        (anna, bert) = (Desk.CustomerUser(), Desk.CustomerUser("bert", "Bert", "Bauer"));
        holders = MatrixId.CustomerUsersOf(Desk.Group());
    }

    private Desk Desk => records.Desk;

    public void Dispose() => records.Dispose();

    [Fact]
    public async Task Page_AfterASaveOfOneRow_HasItsGrantAndReadsNoOther()
    {
        await Desk.Save(Desk.Edit(holders, PermissionSet.Ro, true, bert.Value));
        Page().Names.Select(row => row.Name).Should().Equal("Anna Meier", "Bert Bauer");
        Desk.Execute("UPDATE customer_user SET first_name = 'unheard' WHERE login = 'bert'"); // no product code does

        await Desk.Save(Desk.Edit(holders, PermissionSet.Rw, true, anna.Value));

        var page = Page();
        page.Names.Select(row => row.Name).Should().Equal("Anna Meier", "Bert Bauer");
        page.Grants.Keys.Should().BeEquivalentTo([anna.Value, bert.Value]);
        page.Grants[anna.Value].Single().Keys.Should().Be(PermissionSet.Rw);
    }

    [Fact]
    public async Task Page_AfterARecordWasSaved_SaysWhatItIsNow()
    {
        Page();
        await records.SaveAsync(records.Persons, bert, fields => fields with { Validity = Validity.Invalid });
        Page().Names.Single(row => row.Id == bert.Value).NotEffective.Should().Be(new RowFault(Validity.Invalid, null));

        await records.SaveAsync(records.Persons, bert, fields => fields with { FirstName = "Anna", LastName = "Meier" });
        Page().Names.Select(row => row.Name).Should().Equal("Anna Meier (anna)", "Anna Meier (bert)");

        await records.SaveAsync(records.Groups, new GroupId(holders.FixedId), fields => fields with { Comment = "x" });
        await Desk.Save(Desk.Edit(MatrixId.GroupsOf(anna), PermissionSet.Ro, true, holders.FixedId));
        Page().Grants.Where(row => !row.Value.IsEmpty).Select(row => row.Key).Should().Equal(anna.Value);
    }

    private MatrixPage Page() => reader.Page(reader.Read(holders), [anna.Value, bert.Value]);
}
