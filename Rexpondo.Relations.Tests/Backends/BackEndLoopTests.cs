using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Backends;

/// <summary>The loops of the running server: one for each back end.</summary>
public sealed class BackEndLoopTests : IDisposable
{
    private readonly MirroredDesk mirrored = new();
    private readonly ScriptedSource quick = new();

    public BackEndLoopTests()
    {
        mirrored.Configure("""{ "name": "First", "kind": "Csv", "file": "a.csv" }""", """{ "name": "Second", "kind": "Csv", "file": "b.csv" }""");
        quick.Put("1", "bea");
    }

    private Desk Desk => mirrored.Desk;

    [Fact]
    public async Task Source_ThatBlocks_HoldsUpNoOther()
    {
        using var blocking = new BlockingSource();
        using var runner = RunnerOf(quick, blocking);
        await runner.StartAsync(CancellationToken.None);
        await blocking.Begun.Task.WaitAsync(Patience.Limit);
        quick.Put("2", "cem");

        runner.Refresh("First", Desk.Root).Should().Be(new RefreshAsked());
        await UntilAsync(runner, () => mirrored.Persons("First").Count == 2);

        runner["Second"].Running.Should().Be(new MirrorProgress(MirrorStage.Reading, 0, null));
        await runner.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task First_InOrder_HasTheLoginThatBothBringAtTheStart()
    {
        var gate = new TaskCompletionSource();
        var slow = new ScriptedSource { Gate = gate.Task };
        slow.Put("1", "bea");
        using var runner = RunnerOf(slow, quick);
        await runner.StartAsync(CancellationToken.None);
        await slow.Begun.Task.WaitAsync(Patience.Limit);

        // Also a wish waits.
        runner.Refresh("Second", Desk.Root);
        quick.Readings.Should().BeEmpty();
        gate.SetResult();
        await UntilAsync(runner, () => runner["Second"].MirroredAt is not null);

        mirrored.Persons("First").Should().HaveCount(1);
        runner["Second"].Warnings.Should().ContainSingle().Which.Kind.Should().Be(MirrorProblemKind.LoginTaken);
        await runner.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task First_ThatDoesNotAnswer_IsWaitedForOneMinute()
    {
        using var blocking = new BlockingSource();
        using var runner = RunnerOf(blocking, quick);
        await runner.LookAsync("Second", CancellationToken.None);
        Desk.Clock.Advance(BackEndRunner.LongestWait - TimeSpan.FromSeconds(1));
        await runner.LookAsync("Second", CancellationToken.None);
        quick.Readings.Should().BeEmpty();

        Desk.Clock.Advance(TimeSpan.FromSeconds(1));
        await runner.LookAsync("Second", CancellationToken.None);

        mirrored.Persons("Second").Should().HaveCount(1);
    }

    [Fact]
    public async Task Refresh_WhileItIsRead_IsNotLost()
    {
        var gate = new TaskCompletionSource();
        quick.Gate = gate.Task;
        using var runner = RunnerOf(quick);
        await runner.StartAsync(CancellationToken.None);
        await quick.Begun.Task.WaitAsync(Patience.Limit);

        runner.Refresh("First", Desk.Root).Should().Be(new RefreshAsked());
        quick.Put("2", "cem");
        quick.Begun = new TaskCompletionSource();
        gate.SetResult();
        await quick.Begun.Task.WaitAsync(Patience.Limit);

        await UntilAsync(runner, () => runner["First"] is { Running: null, MirroredAt: not null });
        quick.Readings.Should().Equal([null, null]);
        await runner.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Stop_WhileASourceBlocks_DoesNotWaitForItAndNothingIsWritten()
    {
        using var blocking = new BlockingSource();
        using var runner = RunnerOf(blocking);
        await runner.StartAsync(CancellationToken.None);
        await blocking.Begun.Task.WaitAsync(Patience.Limit);
        var revision = Desk.Revision();

        await runner.StopAsync(CancellationToken.None).WaitAsync(Patience.Limit);

        blocking.Open();
        await blocking.Ended.Task.WaitAsync(Patience.Limit);
        (Desk.Revision(), runner["First"].FailingSince).Should().Be((revision, null));
    }

    [Fact]
    public async Task Stop_WithASourceThatHears_IsNoFailure()
    {
        using var runner = RunnerOf(new ListeningSource());
        await runner.StartAsync(CancellationToken.None);
        await UntilAsync(runner, () => runner["First"].Running is not null);

        await runner.StopAsync(CancellationToken.None);

        runner["First"].FailingSince.Should().BeNull("it was told to stop");
        Desk.Scalar("SELECT count(*) FROM back_end_state").Should().Be(0);
    }

    [Fact]
    public async Task Store_WhoseStatesCannotBeUnderstood_EndsNoLoop()
    {
        Desk.Execute("INSERT INTO back_end_state (back_end, mirrored_at) SELECT id, 9223372036854775807 FROM back_end WHERE name = 'First'");
        using var runner = RunnerOf(quick);
        var look = () => runner.LookAsync("First", CancellationToken.None);
        await look.Should().NotThrowAsync();
        quick.Readings.Should().BeEmpty();

        Desk.Execute("DELETE FROM back_end_state");
        await runner.LookAsync("First", CancellationToken.None);

        mirrored.Persons("First").Should().HaveCount(1);
    }

    public void Dispose() => mirrored.Dispose();

    private static async Task UntilAsync(BackEndRunner runner, Func<bool> isSo)
    {
        var so = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        runner.Changed += Look;
        Look();
        await so.Task.WaitAsync(Patience.Limit);
        runner.Changed -= Look;

        void Look()
        {
            if (isSo())
            {
                so.TrySetResult();
            }
        }
    }

    private BackEndRunner RunnerOf(params CustomerUserSource[] sources) => new(
        Desk.Store,
        mirrored.Mirror,
        new BackEndSetup { BackEnds = [.. mirrored.Setup.BackEnds.Zip(sources, (backEnd, source) => backEnd with { Source = source })] },
        Desk.Clock,
        NullLogger<BackEndRunner>.Instance);

    /// <summary>Blocks its thread and hears nothing, as a library that waits for a server.</summary>
    private sealed class BlockingSource : CustomerUserSource, IDisposable
    {
        private readonly ManualResetEventSlim gate = new();

        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override string Connection => "test";

        public void Open() => gate.Set();

        public override async IAsyncEnumerable<SourceItem> ReadAsync(SourceMark? since, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Begun.TrySetResult();
            gate.Wait(CancellationToken.None); // until the test opens it: one that waits for it would wait for ever
            yield return new SourcePerson("9", "late", "", "", "", "", Validity.Valid);
            Ended.TrySetResult();
            await Task.CompletedTask;
        }

        public void Dispose() => gate.Set();
    }

    /// <summary>Says that its connection ended once it is told to stop.</summary>
    private sealed class ListeningSource : CustomerUserSource
    {
        public override string Connection => "test";

        public override async IAsyncEnumerable<SourceItem> ReadAsync(SourceMark? since, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var told = new TaskCompletionSource();
            await using var registration = cancellationToken.Register(told.SetResult);
            await told.Task;
            foreach (var item in Lost())
            {
                yield return item;
            }
        }

        private static IEnumerable<SourceItem> Lost() => throw new SourceException("the connection ended after 0 entries");
    }
}
