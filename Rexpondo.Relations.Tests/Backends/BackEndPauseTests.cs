using Microsoft.Extensions.Logging.Abstractions;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Backends;

/// <summary>When a back end is tried again.</summary>
public sealed class BackEndPauseTests : IDisposable
{
    private readonly MirroredDesk mirrored = new();
    private readonly ScriptedSource source = new() { Every = TimeSpan.FromDays(1) };
    private readonly BackEndRunner runner;

    public BackEndPauseTests()
    {
        source.Put("1", "bea");
        runner = new BackEndRunner(
            Desk.Store, mirrored.Mirror, new BackEndSetup { BackEnds = [mirrored.Partners with { Source = source }] }, Desk.Clock,
            NullLogger<BackEndRunner>.Instance);
    }

    private Desk Desk => mirrored.Desk;

    [Fact]
    public async Task Password_ThatIsRefused_IsTriedAgainOnlyAfterTheLongestPause()
    {
        (source.Failing, source.PasswordIsRefused) = ("invalid credentials", true);
        await AfterAsync(TimeSpan.Zero);
        await AfterAsync(BackEndRunner.FirstPause);
        await AfterAsync(BackEndRunner.LongestPause - BackEndRunner.FirstPause - TimeSpan.FromSeconds(1));
        source.Readings.Should().HaveCount(1);

        await AfterAsync(TimeSpan.FromSeconds(1));
        source.Readings.Should().HaveCount(2);

        runner.Refresh("Partners", Desk.Root).Should().Be(new RefreshAsked());
        await AfterAsync(TimeSpan.FromSeconds(1));
        source.Readings.Should().HaveCount(3, "somebody asked for it");
    }

    [Fact]
    public async Task Password_ThatIsAnotherOne_IsTriedAtOnce()
    {
        (source.Failing, source.PasswordIsRefused) = ("invalid credentials", true);
        await AfterAsync(TimeSpan.Zero);
        await AfterAsync(BackEndRunner.LongestPause);

        (source.Failing, source.PasswordIsRefused) = (null, false);
        await AfterAsync(BackEndRunner.Interval);

        (source.Readings.Count, runner["Partners"].FailingSince).Should().Be((3, null));
    }

    [Fact]
    public async Task Source_WithoutAnybody_IsReadAgainMoreAndMoreSeldom()
    {
        await AfterAsync(TimeSpan.Zero);
        source.Move("1", isThere: false);
        await AfterAsync(source.Interval!.Value);
        runner["Partners"].Stopped.Should().NotBeNull();
        source.Readings.Clear();

        for (var i = 0; i < 24 * 6; i++)
        {
            await AfterAsync(TimeSpan.FromMinutes(10));
        }

        source.Readings.Should().HaveCountLessThan(15, "it is well and has said what it has to say");
        await AfterAsync(source.Interval.Value);
        runner["Partners"].Stopped.Should().NotBeNull();
        source.Move("1", isThere: true);
        await AfterAsync(source.Interval.Value);
        runner["Partners"].Stopped.Should().BeNull();
    }

    [Fact]
    public async Task Clock_ThatIsSetBack_KeepsNobodyWaiting()
    {
        await AfterAsync(TimeSpan.Zero);
        source.Put("2", "cem");

        await AfterAsync(-TimeSpan.FromDays(1));
        mirrored.Persons().Should().HaveCount(2);
        source.Readings.Should().Equal([null, null], "nobody knows how long ago everybody was read");

        source.Failing = "no answer";
        await AfterAsync(source.Interval!.Value);
        source.Failing = null;
        await AfterAsync(-TimeSpan.FromDays(1));
        runner["Partners"].FailingSince.Should().BeNull();
    }

    [Fact]
    public async Task File_ThatRestsWhileTheClockIsSetBack_IsMirrored()
    {
        mirrored.Write(MirroredDesk.Header, "bea,Bea,Berg,,,valid");
        using var files = mirrored.Runner();
        await files.TickAsync(CancellationToken.None);

        Desk.Clock.Advance(-TimeSpan.FromDays(1));
        await files.TickAsync(CancellationToken.None);
        await files.TickAsync(CancellationToken.None);

        mirrored.Persons().Should().HaveCount(1);
    }

    public void Dispose()
    {
        runner.Dispose();
        mirrored.Dispose();
    }

    private Task AfterAsync(TimeSpan time)
    {
        Desk.Clock.Advance(time);
        return runner.TickAsync(CancellationToken.None);
    }
}
