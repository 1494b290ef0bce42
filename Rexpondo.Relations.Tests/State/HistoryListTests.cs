using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.History;
using Rexpondo.Relations.Tests.Storage;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

public sealed class HistoryListTests : IDisposable
{
    private readonly Desk desk = new();
    private readonly HistoryList list;

    public HistoryListTests()
    {
        list = new HistoryList(new HistoryReader(desk.Store), new ChangeLineReader(desk.Store));
        desk.Relate(desk.CustomerUser(), desk.Group(), PermissionSet.Ro);
    }

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task OpenAsync_ThatIsNoLongerWanted_LeavesTheListAsItIs()
    {
        list.Open(HistoryFilter.All);
        var before = list.Items.ToList();
        before.Should().NotBeEmpty();

        await list.Awaiting(all => all.OpenAsync(new HistoryFilter { Agent = "nobody" }, new CancellationToken(canceled: true)))
            .Should().ThrowAsync<OperationCanceledException>();
        list.Items.Should().Equal(before);

        await list.OpenAsync(new HistoryFilter { Agent = "nobody" }, CancellationToken.None);
        (list.Items.Count, list.Total).Should().Be((0, 0));
    }
}
