using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Watching;

public sealed class ChangeFeedTests : IDisposable
{
    private readonly Desk desk = new();
    private readonly GroupId billing;
    private readonly IReadOnlyList<CustomerUserId> persons;

    public ChangeFeedTests()
    {
        billing = desk.Group();
        persons = desk.CustomerUsers(30);
    }

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task Save_IsTold_WithItsCellsAndWhoItWas()
    {
        using var feed = Feed();
        using var ear = new Ear(feed);

        await SaveAsync(persons[0], PermissionSet.Rw);

        var set = (await ear.HearUntilAsync(1)).Single();
        set.Login.Should().Be("root");
        set.Agent.Should().Be(desk.Root);
        set.Cells.Should().Equal(new ChangedCell(RelationKind.CustomerUserGroup, persons[0].Value, billing.Value, PermissionSet.None, PermissionSet.Rw));
        set.Everything.Should().BeFalse();
    }

    [Fact]
    public async Task ManySaves_AreToldInTheOrderOfTheLog_WithoutGap()
    {
        using var feed = Feed();
        using var ear = new Ear(feed);

        await Task.WhenAll(persons.Select(person => Task.Run(() => SaveAsync(person, PermissionSet.Ro))));

        var sets = await ear.HearUntilAsync(persons.Count);
        sets.Select(set => set.Id).Should().BeInAscendingOrder();
        sets.SelectMany(set => set.Cells).Select(cell => cell.Left).Should().BeEquivalentTo(persons.Select(person => person.Value));
        ear.Batches.Zip(ear.Batches.Skip(1)).Should().OnlyContain(pair => pair.First.To == pair.Second.From);
    }

    [Fact]
    public async Task SlowListener_GetsWhatCameMeanwhileAsOne_AndKeepsNobodyWaiting()
    {
        using var feed = Feed();
        var gate = new TaskCompletionSource();
        using var slow = new Ear(feed, gate.Task);
        using var quick = new Ear(feed);

        await SaveAsync(persons[0], PermissionSet.Ro);
        await slow.BegunAsync();
        for (var i = 1; i < 10; i++)
        {
            await SaveAsync(persons[i], PermissionSet.Ro);
            await quick.HearUntilAsync(i + 1);
        }

        await EverybodyWasOfferedAllAsync(quick);
        gate.SetResult();
        (await slow.HearUntilAsync(10)).Should().HaveCount(10);
        slow.Batches.Where(batch => batch.TouchesLog).Should().HaveCount(2, "nine saves while it was busy are one batch");
    }

    [Fact]
    public async Task Listener_ThatIsFarBehind_IsToldToReadAgain()
    {
        using var feed = Feed();
        var gate = new TaskCompletionSource();
        using var slow = new Ear(feed, gate.Task);
        using var quick = new Ear(feed);
        var crowd = desk.CustomerUsers((ChangeBatch.Limit / 2) + 10, "crowd");
        await SaveAsync(persons[0], PermissionSet.Ro);
        await slow.BegunAsync();

        await SaveAsync(crowd, PermissionSet.Ro);
        await SaveAsync(crowd, PermissionSet.Rw);
        await quick.UntilAsync(batches => batches.Count > 0 && batches[^1].To == desk.Scalar("SELECT max(id) FROM change_set"));
        await EverybodyWasOfferedAllAsync(quick);
        gate.SetResult();

        await slow.UntilAsync(batches => batches.Any(batch => batch.Reload));
        slow.Batches.Single(batch => batch.Reload).Sets.Should().BeEmpty();
    }

    [Fact]
    public async Task AnImportTooLargeToTell_IsToldAsReadAgain()
    {
        using var feed = Feed();
        using var ear = new Ear(feed);
        var crowd = desk.CustomerUsers(ChangeBatch.Limit + 1, "crowd");

        await SaveAsync(crowd, PermissionSet.Ro);

        await ear.UntilAsync(batches => batches.Any(batch => batch.Reload));
    }

    [Fact]
    public async Task PatientListener_HearsAfterTheOthers()
    {
        var clock = new HandClock();
        using var feed = Feed(clock);
        using var patient = new Ear(feed, pace: FeedPace.AfterAWhile);
        var others = Enumerable.Range(0, 20).Select(_ => new Ear(feed)).ToList();
        using var all = new CompositeOf([.. others]);
        var waits = clock.WaitedForAsync(ChangeFeed.While);

        await SaveAsync(persons[0], PermissionSet.Ro);

        foreach (var other in others)
        {
            await other.HearUntilAsync(1);
        }

        await waits;
        patient.Batches.Should().BeEmpty();
        clock.Advance(ChangeFeed.While);
        await patient.HearUntilAsync(1);
    }

    [Fact]
    public async Task ListenerThatThrows_HearsTheNext()
    {
        using var feed = Feed();
        var (first, heard) = (new TaskCompletionSource(), new TaskCompletionSource());
        var times = 0;
        using var ear = feed.Subscribe(_ =>
        {
            if (Interlocked.Increment(ref times) == 1)
            {
                first.SetResult();
                throw new InvalidOperationException("a screen broke");
            }

            heard.TrySetResult();
            return Task.CompletedTask;
        });

        await SaveAsync(persons[0], PermissionSet.Ro);
        await first.Task.WaitAsync(Patience.Limit);
        await SaveAsync(persons[1], PermissionSet.Ro);

        await heard.Task.WaitAsync(Patience.Limit);
    }

    [Fact]
    public async Task Listener_ThatIsGone_HearsNothing()
    {
        using var feed = Feed();
        using var other = new Ear(feed);
        var ear = new Ear(feed);
        ear.Dispose();

        await SaveAsync(persons[0], PermissionSet.Ro);

        await other.HearUntilAsync(1);
        ear.Batches.Should().BeEmpty();
    }

    [Fact]
    public void AThousandListeners_ThatCameAndWent_LeaveNobodyBehind()
    {
        using var feed = Feed();

        Parallel.For(0, 1000, _ => feed.Subscribe(_ => Task.CompletedTask).Dispose());

        feed.Subscribers.Should().Be(0);
    }

    [Fact]
    public async Task BellWithoutAChangeSet_IsToldAsSomethingBesideTheLog()
    {
        using var feed = Feed();
        using var ear = new Ear(feed);

        desk.Bell.Ring();

        await ear.UntilAsync(batches => batches.Count > 0);
        ear.Batches.Single().TouchesLog.Should().BeFalse();
    }

    [Fact]
    public async Task WhatAnotherProcessWrote_IsTold()
    {
        using var feed = Feed();
        using var ear = new Ear(feed);
        var other = desk.OtherProcess();
        await other.Editor.SaveAsync(Edits([persons[3]], PermissionSet.Ro), desk.Root, null, CancellationToken.None);

        desk.Bell.Ring(); // as the watcher does

        (await ear.HearUntilAsync(1)).Single().Cells.Single().Left.Should().Be(persons[3].Value);
    }

    [Fact]
    public async Task ListenerThatThrows_IsLogged_UnlessTheStoreIsClosed()
    {
        var log = new ErrorLog<ChangeFeed>();
        using var feed = Feed(logger: log);
        var heard = new SemaphoreSlim(0);
        Exception next = new ObjectDisposedException("the store");
        using var listening = feed.Subscribe(_ =>
        {
            var thrown = next;
            heard.Release();
            throw thrown;
        });

        desk.Bell.Ring();
        (await heard.WaitAsync(Patience.Limit)).Should().BeTrue();
        next = new InvalidOperationException("a mistake");
        desk.Bell.Ring();

        (await log.First).Should().BeOfType<InvalidOperationException>("a page that is closed with the program is no mistake");
    }

    [Theory]
    [InlineData(FeedPace.AtOnce)]
    [InlineData(FeedPace.AfterAWhile)]
    public async Task Listeners_OfAnotherServerInThisProcess_TakeNobodysTurn(FeedPace pace)
    {
        var clock = new HandClock();
        using var busy = Feed(clock);
        var gate = new TaskCompletionSource();
        var slow = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Ear(busy, gate.Task, pace)).ToArray();
        using var all = new CompositeOf(slow);
        using var other = Feed();
        using var ear = new Ear(other, pace: pace);
        var waited = pace == FeedPace.AfterAWhile ? clock.WaitedForAsync(ChangeFeed.While, slow.Length) : Task.CompletedTask;

        await SaveAsync(persons[0], PermissionSet.Ro);
        await waited;
        clock.Advance(ChangeFeed.While);
        await Task.WhenAny(slow.Select(one => one.BegunAsync()));

        (await ear.HearUntilAsync(1)).Should().HaveCount(1, "by its own clock no turn of the other server ever ends");
        gate.SetResult();
    }

    [Fact]
    public async Task DisposeAsync_WaitsForWhatIsBeingTold_AndTellsNothingMore()
    {
        var feed = Feed(new HandClock());
        var gate = new TaskCompletionSource();
        using var ear = new Ear(feed, gate.Task);
        desk.Bell.Ring();
        await ear.BegunAsync();

        var ended = feed.DisposeAsync().AsTask();
        ended.IsCompleted.Should().BeFalse();
        gate.SetResult();
        await ended.WaitAsync(Patience.Limit);

        ear.Batches.Should().HaveCount(1);
        feed.Subscribers.Should().Be(0);
    }

    private ChangeFeed Feed(TimeProvider? clock = null, ILogger<ChangeFeed>? logger = null) =>
        new(desk.Store, desk.Bell, clock ?? TimeProvider.System, logger ?? NullLogger<ChangeFeed>.Instance);

    // The feed offers one batch to all before it begins with the next, so whoever hears the next knows that all have the last.
    private async Task EverybodyWasOfferedAllAsync(Ear ear)
    {
        var heard = ear.Batches.Count;
        desk.Bell.Ring();
        await ear.UntilAsync(batches => batches.Count > heard);
    }

    private Task SaveAsync(CustomerUserId person, PermissionSet keys) => SaveAsync([person], keys);

    private async Task SaveAsync(IReadOnlyList<CustomerUserId> rows, PermissionSet keys) =>
        (await desk.Editor.SaveAsync(Edits(rows, keys), desk.Root, null, CancellationToken.None)).Should().BeOfType<Saved>();

    private EditSet Edits(IReadOnlyList<CustomerUserId> rows, PermissionSet keys) =>
        EditSet.Of(MatrixId.CustomerUsersOf(billing)).With(billing.Value, keys.EachBit().Single(), IdSet.Of(rows.Select(row => row.Value)), true);

    /// <summary>Keeps what it hears; the first delivery may be held at a gate.</summary>
    private sealed class Ear : IDisposable
    {
        private readonly ConcurrentQueue<ChangeBatch> batches = new();
        private readonly TaskCompletionSource begun = new();
        private readonly SemaphoreSlim arrived = new(0);
        private readonly IDisposable listening;

        public Ear(ChangeFeed feed, Task? gate = null, FeedPace pace = FeedPace.AtOnce) => listening = feed.Subscribe(
            async batch =>
            {
                begun.TrySetResult();
                await (gate ?? Task.CompletedTask);
                batches.Enqueue(batch);
                arrived.Release();
            },
            pace);

        public IReadOnlyList<ChangeBatch> Batches => [.. batches];

        public Task BegunAsync() => begun.Task.WaitAsync(Patience.Limit);

        public async Task<IReadOnlyList<ChangedSet>> HearUntilAsync(int sets)
        {
            await UntilAsync(all => all.Sum(batch => batch.Sets.Length) >= sets);
            return [.. Batches.SelectMany(batch => batch.Sets)];
        }

        public async Task UntilAsync(Func<IReadOnlyList<ChangeBatch>, bool> done)
        {
            while (!done(Batches))
            {
                (await arrived.WaitAsync(Patience.Limit)).Should().BeTrue("something more should have been told");
            }
        }

        public void Dispose() => listening.Dispose();
    }

    private sealed class CompositeOf(IDisposable[] all) : IDisposable
    {
        public void Dispose() => Array.ForEach(all, one => one.Dispose());
    }
}
