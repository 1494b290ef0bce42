using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

public sealed class RecordListStateTests : IDisposable
{
    private readonly Screens screens = new();

    private Storage.Desk Desk => screens.Desk;

    public void Dispose() => screens.Dispose();

    [Fact]
    public void List_HasTheValidOnes_AndAllWhenAsked()
    {
        Desk.Group("billing");
        Desk.Group("old", Validity.Invalid);
        var list = new RecordListState(screens.Reader, RecordModule.Groups, new ListQuery { Filter = "l" });
        Shown(list).Should().Equal("billing");

        list.ChooseInvalid(true);

        Shown(list).Should().Equal("billing", "old");
        list.Search("ol");
        (list.Column.Matches.Count, list.Column.Listed.Count).Should().Be((1, 2));
    }

    [Fact]
    public void BackEnds_AreOfferedWhereThereAreSeveral_AndFilter()
    {
        Desk.CustomerUser("anna", "Anna", "Meier");
        var list = new RecordListState(screens.Reader, RecordModule.CustomerUsers, new ListQuery { BackEnd = "Partners" });

        list.BackEnds.Should().BeEmpty("one back end is no choice");
        Shown(list).Should().Equal("Anna Meier");
    }

    private IEnumerable<string> Shown(RecordListState list) =>
        screens.Reader.Names(list.Column.Rows, list.Column.View.Page(0, list.Column.View.Count)).Select(row => row.Name);
}
