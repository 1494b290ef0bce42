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
    private readonly OpenSessions sessions;

    public OpenSessionsTests()
    {
        agents = new AgentDirectory(desk.Store, new StoreBell(), desk.Clock); // heard when the test says so
        feed = new ChangeFeed(desk.Store, desk.Bell, TimeProvider.System, NullLogger<ChangeFeed>.Instance);
        sessions = new OpenSessions(agents, feed, desk.Clock);
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
        using var first = sessions.Open(here, () => one++);
        using var second = sessions.Open(here, () => two++);
        using var third = sessions.Open(elsewhere, () => other++);

        sessions.End(here.Session);
        sessions.End(here.Session);

        (one, two, other, sessions.Count).Should().Be((1, 1, 0, 1));
        var late = 0;
        using var fourth = sessions.Open(here, () => late++);
        late.Should().Be(1, "a page may be opened while the agent signs out");
        var check = new SessionCheck(agents, sessions);
        (await check.HoldsAsync(here.ToPrincipal("s"), default), await check.HoldsAsync(elsewhere.ToPrincipal("s"), default)).Should().Be((false, true));
    }

    [Fact]
    public async Task End_IsForgottenOnceTheCookieHasRunOut()
    {
        var boss = CurrentAgent.Of(await AddAsync("boss"));
        sessions.End(boss.Session);
        desk.Clock.Advance(AgentCookie.Lasts + TimeSpan.FromMinutes(1));

        sessions.End("another");

        (sessions.HasEnded(boss.Session), sessions.HasEnded("another")).Should().Be((false, true));
    }

    [Fact]
    public async Task Open_OfAnAgentWhoIsDisabledOrHasANewPassword_Ends()
    {
        var boss = await AddAsync("boss");
        var (ben, cleo) = (await AddAsync("ben"), await AddAsync("cleo"));
        var (ofBen, ofCleo) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var stays = sessions.Open(CurrentAgent.Of(boss), () => throw new InvalidOperationException("nothing has ended hers"));
        using var first = sessions.Open(CurrentAgent.Of(ben), ofBen.SetResult);
        using var second = sessions.Open(CurrentAgent.Of(cleo), ofCleo.SetResult);

        await agents.DisableAsync("ben", default);
        await agents.SetPasswordAsync("cleo", "another horse", default);
        desk.Bell.Ring();

        await Task.WhenAll(ofBen.Task, ofCleo.Task).WaitAsync(TimeSpan.FromSeconds(20));
        sessions.Count.Should().Be(1);
    }

    [Fact]
    public async Task Page_ThatIsClosed_IsForgotten()
    {
        sessions.Open(CurrentAgent.Of(await AddAsync("boss")), () => { }).Dispose();

        sessions.Count.Should().Be(0);
    }

    private async Task<Agent> AddAsync(string login) =>
        ((AgentSaved)await agents.AddAsync(login, AgentRole.Admin, "correct horse", default)).Agent;
}
