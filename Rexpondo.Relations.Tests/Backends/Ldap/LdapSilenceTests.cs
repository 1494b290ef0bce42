using Rexpondo.Relations.Core.Backends.Ldap;

namespace Rexpondo.Relations.Tests.Backends.Ldap;

/// <summary>How long a directory may say nothing, and how long a reading may take altogether.</summary>
public sealed class LdapSilenceTests : IDisposable
{
    private readonly HandClock clock = new();
    private readonly LdapSilence silence;

    public LdapSilenceTests() => silence = new LdapSilence(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10), clock);

    public void Dispose() => silence.Dispose();

    [Fact]
    public void Silence_WhileAnAnswerIsAwaited_IsTooLongAtItsLimit()
    {
        silence.Begin();
        Pass(seconds: 29);
        IsTooLong().Should().BeFalse();

        Pass(seconds: 1);

        IsTooLong().Should().BeTrue();
        silence.Reason.Should().Be("no answer for 30 s");
    }

    [Fact]
    public void Silence_BeginsAnewWithWhateverIsHeard()
    {
        silence.Begin();
        Pass(seconds: 29);
        silence.Heard();
        Pass(seconds: 29);
        IsTooLong().Should().BeFalse();

        Pass(seconds: 1);

        IsTooLong().Should().BeTrue();
    }

    [Fact]
    public void Silence_WhileNothingIsAwaited_DoesNotCount()
    {
        silence.Begin();
        silence.End();
        Pass(seconds: 100);
        silence.Heard();
        Pass(seconds: 100);
        silence.Begin();
        Pass(seconds: 29);
        IsTooLong().Should().BeFalse();
    }

    [Fact]
    public void Server_ThatSaysALittleNowAndThen_IsEndedAfterTheLongestReading()
    {
        silence.Begin();
        for (var second = 0; second < 599; second++)
        {
            Pass(seconds: 1);
            silence.Heard();
            IsTooLong().Should().BeFalse();
        }

        Pass(seconds: 1);

        IsTooLong().Should().BeTrue();
        silence.Reason.Should().Be("the reading is not at its end after 10 minutes");
    }

    [Fact]
    public void Reading_ThatIsAlreadyTooLong_EndsWithTheNextAnswerThatIsAwaited()
    {
        Pass(seconds: 600);
        IsTooLong().Should().BeFalse();

        silence.Begin();
        Pass(seconds: 0);

        IsTooLong().Should().BeTrue();
        silence.Reason.Should().Be("the reading is not at its end after 10 minutes");
    }

    private bool IsTooLong() => silence.TooLong.IsCancellationRequested;

    private void Pass(int seconds) => clock.Advance(TimeSpan.FromSeconds(seconds));
}
