using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Agents;

public sealed class AgentDirectoryTests : IDisposable
{
    private const string Password = "correct horse";

    private readonly TemporaryStore desk = new();
    private readonly AgentDirectory agents;

    public AgentDirectoryTests() => agents = new AgentDirectory(desk.Store, desk.Bell, desk.Clock);

    [Fact]
    public async Task AddAsync_ANewLogin_CanSignInInAnyLetterCase()
    {
        (await agents.AnyAsync(default)).Should().BeFalse();
        var added = await AddAsync("Ärmel@desk");

        var signedIn = (await SignInAsync("ärMEL@desk")).Should().BeOfType<SignedIn>().Subject.Agent;

        signedIn.Should().Be(added with { LastSignIn = desk.Clock.GetUtcNow() });
        (await agents.FindAsync(added.Id, default)).Should().Be(signedIn);
        (await agents.AnyAsync(default)).Should().BeTrue();
    }

    [Fact]
    public async Task AddAsync_OfATakenLoginInOtherLetterCase_IsRefused()
    {
        await AddAsync("anna");

        (await agents.AddAsync("ANNA", AgentRole.Admin, Password, default)).Should().Be(new LoginRefused("there is already an agent anna"));
    }

    [Theory]
    [InlineData("", Password)]
    [InlineData("a\u0007b", Password)]
    [InlineData("anna", "1234567")]
    public async Task AddAsync_OfAnImpossibleLoginOrPassword_WritesNothing(string login, string password)
    {
        (await agents.AddAsync(login, AgentRole.Admin, password, default)).Should().BeAssignableTo<AgentRefused>();

        (await agents.AnyAsync(default)).Should().BeFalse();
        desk.Revision.Should().Be(0);
    }

    [Fact]
    public async Task AddAsync_OfAPasswordOver256Characters_IsRefused() =>
        (await agents.AddAsync("anna", AgentRole.Admin, new string('x', 257), default)).Should().BeOfType<PasswordRefused>();

    [Fact]
    public async Task SetPasswordAsync_OfAnAgent_ChangesTheStampAndTheOldPasswordNoLongerWorks()
    {
        var before = await AddAsync("anna");

        var after = (await agents.SetPasswordAsync("Anna", "battery staple", default)).Should().BeOfType<AgentSaved>().Subject.Agent;

        after.Stamp.Should().NotBe(before.Stamp);
        (await SignInAsync("anna")).Should().BeOfType<WrongPassword>();
        (await agents.SignInAsync("anna", "battery staple", "here", default)).Should().BeOfType<SignedIn>();
    }

    [Fact]
    public async Task SetPasswordAsync_OfNobody_IsRefused() =>
        (await agents.SetPasswordAsync("nobody", Password, default)).Should().Be(new NoSuchAgent("nobody"));

    [Fact]
    public async Task DisableAsync_OfAnAgent_ChangesTheStampAndSheCannotSignIn()
    {
        await AddAsync("root");
        var before = await AddAsync("anna");

        var after = (await agents.DisableAsync("anna", default)).Should().BeOfType<AgentSaved>().Subject.Agent;

        after.Disabled.Should().BeTrue();
        after.Stamp.Should().NotBe(before.Stamp);
        (await SignInAsync("anna")).Should().BeOfType<WrongPassword>();
    }

    [Fact]
    public async Task DisableAsync_OfTheLastEnabledAdmin_IsRefused()
    {
        await AddAsync("root");
        await AddAsync("anna");
        await agents.AddAsync("audit", AgentRole.Auditor, Password, default);
        await agents.DisableAsync("anna", default);

        (await agents.DisableAsync("ROOT", default)).Should().Be(new LastAdmin("root"));

        (await SignInAsync("root")).Should().BeOfType<SignedIn>();
    }

    [Fact]
    public async Task DisableAsync_OfADisabledAgent_WritesNothing()
    {
        await AddAsync("root");
        await AddAsync("anna");
        await agents.DisableAsync("anna", default);
        var revision = desk.Revision;

        (await agents.DisableAsync("anna", default)).Should().BeOfType<AgentSaved>();

        desk.Revision.Should().Be(revision);
    }

    [Fact]
    public async Task Changes_OfAgents_EachLeaveOneChangeSetWithoutCells()
    {
        var rung = 0;
        desk.Bell.Rung += () => rung++;
        await AddAsync("root");
        await AddAsync("anna");
        await agents.SetPasswordAsync("anna", "battery staple", default);
        await agents.DisableAsync("anna", default);

        desk.Texts("SELECT reason FROM change_set ORDER BY id").Should().Equal(
            "agent root added", "agent anna added", "password of agent anna set", "agent anna disabled");
        desk.Count("change_cell").Should().Be(0);
        rung.Should().Be(4);
    }

    [Fact]
    public async Task SignInAsync_AfterFiveWrongTries_WaitsEvenWithTheRightPassword()
    {
        await AddAsync("anna");
        for (var i = 0; i < 5; i++)
        {
            (await agents.SignInAsync("anna", "wrong password", "here", default)).Should().BeOfType<WrongPassword>();
        }

        var wait = (await SignInAsync("ANNA")).Should().BeOfType<TooManyTries>().Subject.Wait;
        (await agents.SignInAsync("anna", Password, "there", default)).Should().BeOfType<SignedIn>();
        desk.Clock.Now += wait;

        (await SignInAsync("anna")).Should().BeOfType<SignedIn>();
    }

    [Fact]
    public async Task SignInAsync_OfAnUnknownLogin_IsSlowedDownLikeAKnownOne()
    {
        for (var i = 0; i < 5; i++)
        {
            (await SignInAsync("nobody")).Should().BeOfType<WrongPassword>();
        }

        (await SignInAsync("nobody")).Should().BeOfType<TooManyTries>();
    }

    [Fact]
    public async Task SignInAsync_WithAnOutdatedHash_StoresANewOneAndKeepsTheStamp()
    {
        var anna = await AddAsync("anna");
        var outdated = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 })).HashPassword(this, Password);
        desk.Execute($"UPDATE agent SET password_hash = '{outdated}'");

        (await SignInAsync("anna")).Should().BeOfType<SignedIn>().Which.Agent.Stamp.Should().Be(anna.Stamp);

        desk.Texts("SELECT password_hash FROM agent").Should().NotContain(outdated);
        (await SignInAsync("anna")).Should().BeOfType<SignedIn>();
    }

    public void Dispose() => desk.Dispose();

    private async Task<Agent> AddAsync(string login) =>
        (await agents.AddAsync(login, AgentRole.Admin, Password, default)).Should().BeOfType<AgentSaved>().Subject.Agent;

    private Task<SignIn> SignInAsync(string login) => agents.SignInAsync(login, Password, "here", default);
}
