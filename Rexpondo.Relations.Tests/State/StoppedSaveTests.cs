using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

public sealed class StoppedSaveTests : IDisposable
{
    private readonly Screens screens = new();

    public void Dispose() => screens.Dispose();

    [Fact]
    public async Task SaveAsync_InPartsThatIsStopped_KeepsPendingWhatIsNotWritten()
    {
        var billing = screens.Desk.Group();
        screens.Desk.CustomerUsers(130);
        var editor = new RelationEditor(screens.Desk.Store, screens.Desk.Catalogs, screens.Desk.Bell, screens.Desk.Clock) { MostAtOnce = 100, CellsOfPart = 30 };
        using var state = screens.Open(MatrixId.CustomerUsersOf(billing));
        using var stop = new CancellationTokenSource();
        state.ClickHeader("rw");
        editor.IsInParts(state.Edits).Should().BeTrue();

        var stopped = (Stopped)await state.SaveAsync(editor, screens.Desk.Root, new StopAfter(60, stop), stop.Token);

        (stopped.Done, state.Pending.Total).Should().Be((60, 70));
        SavedWords.Permissions.Of(stopped).Should().Be("Stopped: 60 of 130 cells are written, the rest is still here. 60 permissions granted.");
        (await state.SaveAsync(editor, screens.Desk.Root, null, default)).Should().BeOfType<Saved>().Which.Bulk.Should().BeNull("the rest is few");
        state.Pending.Total.Should().Be(0);
        screens.Desk.Stored(MatrixId.CustomerUsersOf(billing)).Rows.Count.Should().Be(130);
    }

    private sealed class StopAfter(int done, CancellationTokenSource stop) : IProgress<SaveProgress>
    {
        public void Report(SaveProgress value)
        {
            if (value.Done >= done)
            {
                stop.Cancel();
            }
        }
    }
}
