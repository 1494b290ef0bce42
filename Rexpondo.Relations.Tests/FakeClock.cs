namespace Rexpondo.Relations.Tests;

/// <summary>Time that passes when the test says so.</summary>
public sealed class FakeClock : TimeProvider
{
    private DateTimeOffset now = new(2031, 5, 4, 9, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan time) => now += time;
}
