using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Tests;

public sealed class BackgroundTasksTests
{
    private readonly ErrorLog log = new();

    [Fact]
    public async Task Run_OfWorkThatFails_IsLoggedWithWhatItWas()
    {
        var tasks = new BackgroundTasks(log);

        tasks.Run("tell others", () => throw new InvalidOperationException("at once"));
        tasks.Run("write a draft", async () =>
        {
            await Task.Yield();
            throw new InvalidOperationException("later");
        });
        await tasks.WhenAllAsync().WaitAsync(Patience.Limit);

        log.Entries.Select(entry => (entry.Text, entry.Exception!.Message)).Should().BeEquivalentTo(
            [("Failed in the background: tell others", "at once"), ("Failed in the background: write a draft", "later")]);
    }

    [Fact]
    public async Task Run_OfWorkWhosePageHasGone_IsNoFailure()
    {
        var tasks = new BackgroundTasks(log);

        tasks.Run("show", () => throw new ObjectDisposedException("a page"));
        tasks.Run("show", () => Task.FromCanceled(new CancellationToken(canceled: true)));

        await tasks.WhenAllAsync();
        log.Entries.Should().BeEmpty();
    }

    [Fact]
    public async Task WhenAllAsync_WaitsForEverythingThatRuns_AlsoForWhatBeginsMeanwhile()
    {
        var tasks = new BackgroundTasks(log);
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        tasks.Run("wait", () => first.Task);
        var all = tasks.WhenAllAsync();
        tasks.Run("wait", () => second.Task);

        first.SetResult();
        all.IsCompleted.Should().BeFalse();
        second.SetResult();

        await all.WaitAsync(Patience.Limit);
        tasks.WhenAllAsync().IsCompleted.Should().BeTrue();
    }
}
