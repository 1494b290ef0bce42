using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Agents;

public sealed class SignInThrottleTests
{
    private readonly FakeClock clock = new();

    [Fact]
    public void Enter_AfterFiveTries_WaitsTwiceAsLongEachTime()
    {
        var throttle = new SignInThrottle(clock);
        TryFiveTimes(throttle, "anna");

        for (var wait = SignInThrottle.FirstWait; wait < SignInThrottle.LongestWait; wait *= 2)
        {
            throttle.Enter("anna", "here").Should().Be(wait);
            clock.Now += wait;
            throttle.Enter("anna", "here").Should().BeNull();
        }

        throttle.Enter("anna", "here").Should().Be(SignInThrottle.LongestWait);
    }

    [Fact]
    public void Enter_WhileWaiting_DoesNotMakeTheWaitLonger()
    {
        var throttle = new SignInThrottle(clock);
        TryFiveTimes(throttle, "anna");

        throttle.Enter("anna", "here");
        clock.Now += SignInThrottle.FirstWait / 2;

        throttle.Enter("anna", "here").Should().Be(SignInThrottle.FirstWait / 2);
    }

    [Fact]
    public void Enter_OfAnotherLoginOrAddress_IsNotSlowedDown()
    {
        var throttle = new SignInThrottle(clock);
        TryFiveTimes(throttle, "anna");

        throttle.Enter("anna", "there").Should().BeNull();
        throttle.Enter("bert", "here").Should().BeNull();
    }

    [Fact]
    public void Enter_AfterASuccess_CountsAnew()
    {
        var throttle = new SignInThrottle(clock);
        TryFiveTimes(throttle, "anna");

        throttle.Succeed("anna", "here");

        TryFiveTimes(throttle, "anna");
    }

    [Fact]
    public void Enter_AfterAHalfHourOfSilence_CountsAnew()
    {
        var throttle = new SignInThrottle(clock);
        TryFiveTimes(throttle, "anna");

        clock.Now += TimeSpan.FromMinutes(30);

        TryFiveTimes(throttle, "anna");
    }

    [Fact]
    public void Enter_OfManyLogins_RemembersNoMoreThanItsCapacityAndTheNewestOnes()
    {
        var throttle = new SignInThrottle(clock, capacity: 100);
        for (var i = 0; i < 1000; i++)
        {
            throttle.Enter($"login {i}", "here");
            clock.Now += TimeSpan.FromMilliseconds(1);
        }

        throttle.Count.Should().BeInRange(80, 100);
        for (var i = 0; i < 4; i++)
        {
            throttle.Enter("login 999", "here").Should().BeNull();
        }

        throttle.Enter("login 999", "here").Should().NotBeNull();
    }

    private static void TryFiveTimes(SignInThrottle throttle, string login)
    {
        for (var i = 0; i < SignInThrottle.FreeTries; i++)
        {
            throttle.Enter(login, "here").Should().BeNull();
        }
    }
}
