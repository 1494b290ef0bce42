using System.Collections.Immutable;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Configuration;

/// <summary>Every back end with its file, its customer users, when it was mirrored, what is wrong, and <em>Refresh now</em>.</summary>
public sealed partial class BackEndsPanel(
    AccessWorldReader worlds, BackEndRunner runner, BackEndSetup setup, ChangeFeed feed, Notifier notifier, Choice choice, BackgroundTasks tasks) : IDisposable
{
    private ImmutableArray<BackEndView> views = [];
    private bool disposed;
    private IDisposable? listening;

    [CascadingParameter]
    private CurrentAgent Agent { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        disposed = true;
        listening?.Dispose();
        runner.Changed -= Heard;
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        listening = feed.Subscribe(HeardAsync);
        runner.Changed += Heard;
        Read();
    }

    private void Read() => views = BackEndView.All(worlds.Read(), runner);

    private bool Disabled(BackEndView view) => !RendererInfo.IsInteractive || view.State.Running is not null;

    private string? Connection(BackEnd backEnd) => setup.BackEnds.FirstOrDefault(definition => definition.Name == backEnd.Name)?.Source.Connection;

    private void Refresh(BackEndView view, int accepted)
    {
        try
        {
            notifier.Say(runner.Refresh(view.BackEnd.Name, Agent.Id, accepted) switch
            {
                RefreshAsked => Say.Format(Texts.RefreshAsked, view.BackEnd.Name),
                RefreshNotAllowed => Say.Format(Texts.NothingWrittenShort, Texts.RefusedNotAdmin),
                RefreshNotPossible => Say.Format(Texts.NothingWrittenShort, Texts.BackEndBroken),
                _ => throw new UnreachableException(),
            });
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            // The store does not answer: nothing was asked for, the circuit goes on.
            notifier.Say(Say.Format(Texts.NothingWrittenShort, StoreFault.Words(e)));
        }
    }

    private async Task RefreshAnywayAsync(BackEndView view, MirrorStopped stopped)
    {
        var answer = await choice.AskAsync(
            Say.Format(Texts.RefreshAnywayTitle, view.BackEnd.Name),
            [Say.Count(stopped.MadeInvalid, Texts.RefreshAnywayQuestionOne, Texts.RefreshAnywayQuestionOther, stopped.Valid), Texts.RefreshAnywayKeeps],
            [Texts.RefreshAnyway, Texts.Back]);
        if (answer == 0)
        {
            Refresh(view, stopped.MadeInvalid);
        }
    }

    private void Heard() => tasks.Run("show how the back ends fare", ReadAgainAsync);

    private Task HeardAsync(ChangeBatch batch) => batch.TouchesRecords ? ReadAgainAsync() : Task.CompletedTask;

    private Task ReadAgainAsync() => InvokeAsync(() =>
    {
        if (!disposed)
        {
            Read();
            StateHasChanged();
        }
    });
}
