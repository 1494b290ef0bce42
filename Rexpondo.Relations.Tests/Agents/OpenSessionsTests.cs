using Microsoft.Extensions.Logging.Abstractions;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Tests.Storage;
using Rexpondo.Relations.Web.Agents;

namespace Rexpondo.Relations.Tests.Agents;

/// <summary>A page that stays open hears that its session is over, and no other does.</summary>
public sealed class OpenSessionsTests : IDisposable
{
    private readonly TemporaryStore desk = new();
    private readonly AgentDirectory agents;
    private readonly ChangeFeed feed;
    private readonly EndedSessions ended;
    private readonly SessionCheck check;
    private readonly OpenSessions sessions;

    public OpenSessionsTests()
    {
        agents = new AgentDirectory(desk.Store, new StoreBell(), desk.Clock); // heard when the test says so
        feed = new ChangeFeed(desk.Store, desk.Bell, TimeProvider.System, NullLogger<ChangeFeed>.Instance);
        ended = NewEnded();
        check = new SessionCheck(agents, ended);
        sessions = new OpenSessions(check, ended, agents, feed, NullLogger<OpenSessions>.Instance);
    }

    public void Dispose()
    {
        sessions.Dispose();
        feed.Dispose();
        desk.Dispose();
    }

    [Fact]
    public async Task End_ReachesEveryPageOfTheSessionOnceAndNoOtherSession()
    {
        var boss = await AddAsync("boss");
        var (here, elsewhere) = (CurrentAgent.Of(boss), CurrentAgent.Of(boss));
        var (one, two, other) = (0, 0, 0);
        using var first = await sessions.OpenAsync(here, () => one++);
        using var second = await sessions.OpenAsync(here, () => two++);
        using var third = await sessions.OpenAsync(elsewhere, () => other++);

        await sessions.EndAsync(here.Session);
        await sessions.EndAsync(here.Session);

        (one, two, other, sessions.Count).Should().Be((1, 1, 0, 1));
        (await HoldsAsync(check, here), await HoldsAsync(check, elsewhere)).Should().Be((false, true));
    }

    [Fact]
    public async Task End_HoldsAfterARestart()
    {
        var boss = await AddAsync("boss");
        var (here, elsewhere) = (CurrentAgent.Of(boss), CurrentAgent.Of(boss));

        await sessions.EndAsync(here.Session);

        var restarted = new SessionCheck(agents, NewEnded());
        (await HoldsAsync(restarted, here), await HoldsAsync(restarted, elsewhere)).Should().Be((false, true));
    }

    [Fact]
    public async Task End_IsForgottenOnceTheCookieHasRunOut()
    {
        await sessions.EndAsync("one");
        desk.Clock.Advance(AgentCookie.Lasts - TimeSpan.FromMinutes(1));
        await sessions.EndAsync("two");
        (ended.Contains("one"), ended.Contains("two"), desk.Count("ended_session")).Should().Be((true, true, 2));
        desk.Clock.Advance(TimeSpan.FromMinutes(2));

        await sessions.EndAsync("three");

        (ended.Contains("one"), ended.Contains("two"), ended.Contains("three"), desk.Count("ended_session")).Should().Be((false, true, true, 2));
    }

    [Fact]
    public async Task End_ThatCannotBeWritten_HoldsAllTheSame()
    {
        desk.Execute("DROP TABLE ended_session");

        await sessions.EndAsync("one");

        ended.Contains("one").Should().BeTrue();
    }

    [Fact]
    public async Task Open_OfAnAgentWhoIsDisabledOrHasANewPasswordOrRole_Ends()
    {
        var boss = await AddAsync("boss");
        var (disabled, password, role) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        using var stays = await sessions.OpenAsync(CurrentAgent.Of(boss), () => throw new InvalidOperationException("nothing has ended hers"));
        using var first = await sessions.OpenAsync(CurrentAgent.Of(await AddAsync("ben")), disabled.SetResult);
        using var second = await sessions.OpenAsync(CurrentAgent.Of(await AddAsync("cleo")), password.SetResult);
        using var third = await sessions.OpenAsync(CurrentAgent.Of(await AddAsync("dora")), role.SetResult);

        await agents.DisableAsync("ben", default);
        await agents.SetPasswordAsync("cleo", "another horse", default);
        (await agents.SetRoleAsync("dora", AgentRole.Auditor, AgentDirectory.By(boss.Id), default)).Should().BeOfType<AgentSaved>();
        desk.Bell.Ring();

        await Task.WhenAll(disabled.Task, password.Task, role.Task).WaitAsync(Patience.Limit);
        sessions.Count.Should().Be(1);
    }

    [Fact]
    public async Task Open_OfASessionThatHasEndedSinceItsCookieWasLookedAt_EndsAtOnce()
    {
        var boss = await AddAsync("boss");
        var (disabled, password, signedOut) = (CurrentAgent.Of(await AddAsync("ben")), CurrentAgent.Of(await AddAsync("cleo")), CurrentAgent.Of(boss));
        await agents.DisableAsync("ben", default);
        await agents.SetPasswordAsync("cleo", "another horse", default);
        await sessions.EndAsync(signedOut.Session);
        var ends = new List<string>();

        foreach (var session in new[] { disabled, password, signedOut, CurrentAgent.Of(boss) })
        {
            await sessions.OpenAsync(session, () => ends.Add(session.Login));
        }

        (string.Join(' ', ends), sessions.Count).Should().Be(("ben cleo boss", 1));
    }

    [Fact]
    public async Task Page_ThatIsClosed_IsForgotten()
    {
        (await sessions.OpenAsync(CurrentAgent.Of(await AddAsync("boss")), () => { })).Dispose();

        sessions.Count.Should().Be(0);
    }

    private static Task<bool> HoldsAsync(SessionCheck check, CurrentAgent session) => check.HoldsAsync(session.ToPrincipal("s"), default);

    private EndedSessions NewEnded() => new(desk.Store, desk.Clock, NullLogger<EndedSessions>.Instance);

    private async Task<Agent> AddAsync(string login) =>
        ((AgentSaved)await agents.AddAsync(login, AgentRole.Admin, "correct horse", default)).Agent;
}
