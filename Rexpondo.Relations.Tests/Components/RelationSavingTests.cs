using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Radzen;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Tests.State;
using Rexpondo.Relations.Web.Components.Matrix;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.Components;

/// <summary>A save of very many cells on its screen: here 20 in parts of 5.</summary>
public sealed class RelationSavingTests : BunitContext
{
    private readonly Screens screens = new();
    private readonly List<string> said = [];
    private readonly TaskCompletionSource<SaveProgress> drawn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly MatrixState state;
    private readonly RelationSaving saving;

    public RelationSavingTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddRadzenComponents();
        var desk = screens.Desk;
        var billing = desk.Group();
        desk.CustomerUsers(20);
        var editor = new RelationEditor(desk.Store, desk.Catalogs, desk.Bell, desk.Clock) { MostAtOnce = 10, CellsOfPart = 5 };
        state = screens.Open(MatrixId.CustomerUsersOf(billing));
        var notifier = new Notifier(Services.GetRequiredService<NotificationService>(), new ListScript(JSInterop.JSRuntime));
        notifier.Said += said.Add;
        saving = new RelationSaving(
            state, ScreenKind.PersonsOfGroup, editor, new SaveConsequences(screens.Reader, new Choice(Services.GetRequiredService<DialogService>())),
            new RelationTold(notifier, null!, null!, null!, desk.Clock, NullLogger<RelationTold>.Instance), desk.Root);
        state.ClickHeader("rw");
    }

    [Fact]
    public async Task Stop_InTheMiddle_KeepsTheRestPendingAndSaysWhatIsWritten()
    {
        screens.Desk.Bell.Rung += () =>
        {
            drawn.Task.GetAwaiter().GetResult(); // the part that is just written does not end before the first line was drawn
            saving.Stop();
        };

        (await SaveAsync(default)).Should().BeFalse();

        (await drawn.Task).Total.Should().Be(20);
        said.Should().Equal("Stopped: 5 of 20 cells are written, the rest is still here. 5 permissions granted.");
        (saving.UnderWay, saving.Progress, saving.Refusal, state.Pending.Total).Should().Be((false, null, null, 15));
    }

    [Fact]
    public async Task SaveAsync_WhenItsPageIsLeft_GoesOn()
    {
        using var gone = new CancellationTokenSource();
        screens.Desk.Bell.Rung += gone.Cancel;

        (await SaveAsync(gone.Token)).Should().BeTrue();

        screens.Desk.Stored(state.Matrix).Rows.Count.Should().Be(20);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            state.Dispose();
            screens.Dispose();
        }
    }

    private Task<bool> SaveAsync(CancellationToken gone) => saving.SaveAsync(
        () => state.Refresh(),
        () => { },
        () =>
        {
            if (saving.Progress is { } progress)
            {
                drawn.TrySetResult(progress);
            }
        },
        gone).WaitAsync(Patience.Limit, CancellationToken.None);
}
