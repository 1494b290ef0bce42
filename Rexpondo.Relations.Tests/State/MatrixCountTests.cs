using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

/// <summary>What a save would do is worked out by what was clicked last; of very many beside the page, and only for what is pending then.</summary>
public sealed class MatrixCountTests : IDisposable
{
    private const int Many = ConsequenceCount.AtOnce + 200;

    private readonly Screens screens = new();
    private readonly GroupId billing;

    public MatrixCountTests()
    {
        billing = screens.Desk.Group();
        screens.Desk.CustomerUsers(Many);
    }

    public void Dispose() => screens.Dispose();

    [Fact]
    public async Task Counted_OfVeryMany_IsCountedBesideThePage_AndATickAfterItAtOnce()
    {
        using var state = screens.Open(MatrixId.CustomerUsersOf(billing));
        state.Tick(state.Rows()[0], "ro");
        state.Counted!.Affected.Should().Be(1);

        state.ClickHeader("ro");
        state.Counted.Should().BeNull();
        (await state.CountAsync(default)).Affected.Should().Be(Many);

        state.Untick(state.Rows()[7], "ro");
        state.Counted!.Affected.Should().Be(Many - 1);
        state.Counted.Should().BeSameAs(state.Counted, "nothing is worked out twice");
    }

    [Fact]
    public async Task CountAsync_WhenMoreIsClickedMeanwhile_IsOfWhatIsPendingThen()
    {
        using var state = screens.Open(MatrixId.CustomerUsersOf(billing));
        state.ClickHeader("ro");
        var counting = state.CountAsync(default);
        state.ClickHeader("rw");
        _ = state.Counted;

        var counted = await counting.WaitAsync(Patience.Limit);

        counted.IsOf(state.Snapshot.World, state.Edits).Should().BeTrue();
        counted.GroupEffects.Should().ContainSingle().Which.Key.Should().Be(new GroupEffect(billing.Value, PermissionSet.None, PermissionSet.Ro | PermissionSet.Rw));
        state.Counted.Should().BeSameAs(counted);
    }

    [Fact]
    public async Task CountAsync_OfALeftPage_Ends()
    {
        using var state = screens.Open(MatrixId.CustomerUsersOf(billing));
        state.ClickHeader("ro");
        using var gone = new CancellationTokenSource();
        gone.Cancel();

        await FluentActions.Awaiting(() => state.CountAsync(gone.Token)).Should().ThrowAsync<OperationCanceledException>();
    }
}
