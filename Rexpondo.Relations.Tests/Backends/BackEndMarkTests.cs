using Microsoft.Extensions.Logging.Abstractions;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Backends;

/// <summary>When the server reads everybody of a directory, and when only what changed.</summary>
public sealed class BackEndMarkTests : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    private readonly MirroredDesk mirrored = new();
    private readonly ScriptedSource source = new() { Every = Every };
    private readonly BackEndRunner runner;

    public BackEndMarkTests()
    {
        source.Put("1", "anna");
        source.Put("2", "bea");
        runner = new BackEndRunner(
            Desk.Store, mirrored.Mirror, new BackEndSetup { BackEnds = [mirrored.Partners with { Source = source }] }, Desk.Clock,
            NullLogger<BackEndRunner>.Instance);
    }

    private Desk Desk => mirrored.Desk;

    [Fact]
    public async Task Directory_IsReadWholeAtTheStart_ThenOnlyWhatChanged()
    {
        (await ReadsWholeAsync()).Should().BeTrue();
        source.Put("3", "cem");

        (await ReadsWholeAsync()).Should().BeFalse();
        (await ReadsWholeAsync()).Should().BeFalse();

        mirrored.Persons().Should().HaveCount(3);
        runner["Partners"].Should().BeEquivalentTo(new BackEndState { MirroredAt = Desk.Clock.Now });
    }

    [Fact]
    public async Task Refresh_ByAnAgent_ReadsEverybody()
    {
        await ReadsWholeAsync();
        runner.Refresh("Partners", Desk.Root);

        (await ReadsWholeAsync(TimeSpan.Zero)).Should().BeTrue();
        (await ReadsWholeAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task AfterAFailure_EverybodyIsRead()
    {
        await ReadsWholeAsync();
        source.Failing = "the connection ended after 400 entries";
        (await ReadsWholeAsync()).Should().BeFalse();
        source.Failing = null;

        (await ReadsWholeAsync(BackEndRunner.FirstPause)).Should().BeTrue();
        (await ReadsWholeAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task AfterAStop_EverybodyIsRead()
    {
        await ReadsWholeAsync();
        source.Move("1", isThere: false);
        source.Move("2", isThere: false);
        (await ReadsWholeAsync()).Should().BeFalse();
        runner["Partners"].Stopped.Should().NotBeNull();

        (await ReadsWholeAsync(BackEndRunner.FirstPause)).Should().BeTrue();
    }

    [Fact]
    public async Task WithProblems_EverybodyIsReadAtTheNextInterval()
    {
        source.Put("3", "cem", customer: "GLOBEX");
        await ReadsWholeAsync();
        runner["Partners"].Warnings.Should().ContainSingle();
        Desk.Customer("GLOBEX");
        source.Readings.Clear();
        await TickAsync(TimeSpan.FromMinutes(1));
        source.Readings.Should().BeEmpty("a directory is not read at each save of an agent");

        (await ReadsWholeAsync()).Should().BeTrue();

        runner["Partners"].Warnings.Should().BeEmpty();
        (await ReadsWholeAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task OnceADay_EverybodyIsRead()
    {
        await ReadsWholeAsync();
        for (var past = Every; past < BackEndRunner.WholeAfter; past += Every)
        {
            (await ReadsWholeAsync()).Should().BeFalse();
        }

        (await ReadsWholeAsync()).Should().BeTrue();
        (await ReadsWholeAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Pauses_AfterFailures_GrowBeyondAShorterInterval()
    {
        var quick = new ScriptedSource { Every = TimeSpan.FromSeconds(30), Failing = "no answer for 30 s" };
        using var other = new BackEndRunner(
            Desk.Store, mirrored.Mirror, new BackEndSetup { BackEnds = [mirrored.Partners with { Source = quick }] }, Desk.Clock,
            NullLogger<BackEndRunner>.Instance);
        var (triedAt, start) = (new List<int>(), Desk.Clock.Now);
        for (var seen = 0; seen < 10;)
        {
            await other.TickAsync(CancellationToken.None);
            if (quick.Readings.Count > seen)
            {
                seen++;
                triedAt.Add((int)(Desk.Clock.Now - start).TotalSeconds);
            }

            Desk.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        triedAt.Zip(triedAt.Skip(1), (one, next) => next - one).Should().Equal(10, 20, 40, 80, 160, 320, 600, 600, 600);
    }

    public void Dispose()
    {
        runner.Dispose();
        mirrored.Dispose();
    }

    // One reading, unless the first tells that everybody must be read.
    private async Task<bool> ReadsWholeAsync(TimeSpan? after = null)
    {
        source.Readings.Clear();
        await TickAsync(after ?? Every);
        source.Readings.Should().ContainSingle();
        return source.Readings[0] is null;
    }

    private Task TickAsync(TimeSpan after)
    {
        Desk.Clock.Advance(after);
        return runner.TickAsync(CancellationToken.None);
    }
}
