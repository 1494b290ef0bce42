using System.Buffers.Binary;
using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Agents;

public sealed class AgentDirectoryTests : IDisposable
{
    private const string Password = "correct horse";

    private readonly TemporaryStore desk = new();
    private readonly AgentDirectory agents;

    public AgentDirectoryTests() => agents = new AgentDirectory(desk.Store, desk.Bell, desk.Clock, new PasswordHasherOptions { IterationCount = 2000 });

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

    [Theory]
    [InlineData("boss ")]
    [InlineData("\u00A0BOSS")]
    [InlineData("\tboss\u3000")]
    public async Task SignInAsync_WithWhiteSpaceAroundTheLogin_SignsInAsTheAgent(string typed)
    {
        (await AddAsync(" boss\u00A0")).Login.Should().Be("boss");

        (await SignInAsync(typed)).Should().BeOfType<SignedIn>().Which.Agent.Login.Should().Be("boss");
        (await agents.AddAsync(typed, AgentRole.Admin, Password, default)).Should().Be(new LoginRefused("there is already an agent boss"));
        (await agents.SetPasswordAsync(typed, "another password", default)).Should().BeOfType<AgentSaved>();
    }

    [Fact]
    public async Task SignInAsync_OfALoginStoredBeforeTheRuleForTexts_StillSignsIn()
    {
        await AddAsync("boss");
        await desk.Store.WriteAsync(connection => connection.Execute("UPDATE agent SET login = 'boss' || char(160), login_folded = 'boss' || char(160)"), default);

        (await SignInAsync("boss\u00A0")).Should().BeOfType<SignedIn>();
        (await SignInAsync("boss")).Should().BeOfType<WrongPassword>();
    }

    [Fact]
    public async Task AddAsync_OfALoginWithACharacterThatNobodySees_IsRefused() =>
        (await agents.AddAsync("bo\u200Bss", AgentRole.Admin, Password, default)).Should().Be(new LoginRefused("login contains a format character (U+200B)"));

    [Fact]
    public async Task SignInAsync_WhileNothingCanBeWritten_IsGood()
    {
        var added = await AddAsync("anna");
        desk.Execute("CREATE TRIGGER full BEFORE UPDATE ON agent BEGIN SELECT RAISE (ABORT, 'no room'); END");

        (await SignInAsync("anna")).Should().Be(new SignedIn(added));
        (await FluentActions.Awaiting(() => agents.SetPasswordAsync("anna", "another horse", default)).Should().ThrowAsync<SqliteException>("a screen says it"))
            .WithMessage("*no room*");
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
        (await agents.SignInAsync("anna", "battery staple", Here, default)).Should().BeOfType<SignedIn>();
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
    public async Task EnableAsync_OfADisabledAgent_LetsHerSignInAgain()
    {
        await AddAsync("root");
        await AddAsync("anna");
        await agents.DisableAsync("anna", CommandLine, default);

        (await agents.EnableAsync("Anna", CommandLine, default)).Should().BeOfType<AgentSaved>().Which.Agent.Disabled.Should().BeFalse();

        (await SignInAsync("anna")).Should().BeOfType<SignedIn>();
    }

    [Fact]
    public async Task SetRoleAsync_ToAnotherRole_ChangesTheStamp_AndToTheSameWritesNothing()
    {
        await AddAsync("root");
        var before = await AddAsync("anna");

        var after = (await agents.SetRoleAsync("anna", AgentRole.Auditor, CommandLine, default)).Should().BeOfType<AgentSaved>().Subject.Agent;
        var revision = desk.Revision;
        var again = (await agents.SetRoleAsync("anna", AgentRole.Auditor, CommandLine, default)).Should().BeOfType<AgentSaved>().Subject.Agent;

        after.Role.Should().Be(AgentRole.Auditor);
        after.Stamp.Should().NotBe(before.Stamp);
        (again, desk.Revision).Should().Be((after, revision));
    }

    [Fact]
    public async Task SetRoleAsync_OfTheLastEnabledAdmin_IsRefused()
    {
        await AddAsync("root");
        await AddAsync("anna");
        await agents.DisableAsync("anna", CommandLine, default);

        (await agents.SetRoleAsync("root", AgentRole.Auditor, CommandLine, default)).Should().Be(new LastAdmin("root"));
        (await agents.SetRoleAsync("anna", AgentRole.Auditor, CommandLine, default)).Should().BeOfType<AgentSaved>("a disabled admin is none who could edit");
    }

    [Fact]
    public async Task RoleAndState_OfOneself_AreRefused()
    {
        var root = await AddAsync("root");
        await AddAsync("anna");

        (await agents.SetRoleAsync("ROOT", AgentRole.Auditor, AgentDirectory.By(root.Id), default)).Should().Be(new NotOneself("root"));
        (await agents.DisableAsync("root", AgentDirectory.By(root.Id), default)).Should().Be(new NotOneself("root"));
        (await agents.SetPasswordAsync("root", "battery staple", AgentDirectory.By(root.Id), default)).Should().BeOfType<AgentSaved>();
    }

    [Fact]
    public async Task EveryChange_ByAnAgentWhoMayNotEdit_IsRefused()
    {
        await AddAsync("root");
        var audrey = ((AgentSaved)await agents.AddAsync("audrey", AgentRole.Auditor, Password, default)).Agent;
        await AddAsync("gone");
        var gone = ((AgentSaved)await agents.DisableAsync("gone", default)).Agent;
        var revision = desk.Revision;

        foreach (var by in new[] { audrey.Id, gone.Id, new AgentId(99) }.Select(AgentDirectory.By))
        {
            (await agents.AddAsync("new", AgentRole.Admin, Password, by, default)).Should().BeOfType<AgentsNotAllowed>();
            (await agents.SetPasswordAsync("root", "battery staple", by, default)).Should().BeOfType<AgentsNotAllowed>();
            (await agents.SetRoleAsync("root", AgentRole.Auditor, by, default)).Should().BeOfType<AgentsNotAllowed>();
            (await agents.DisableAsync("root", by, default)).Should().BeOfType<AgentsNotAllowed>();
            (await agents.EnableAsync("gone", by, default)).Should().BeOfType<AgentsNotAllowed>();
        }

        desk.Revision.Should().Be(revision);
    }

    [Fact]
    public async Task Changes_ByAnAgent_AreRecordedInHerName()
    {
        var root = await AddAsync("root");
        var by = AgentDirectory.By(root.Id);
        await agents.AddAsync("anna", AgentRole.Auditor, Password, by, default);
        await agents.SetRoleAsync("anna", AgentRole.Admin, by, default);
        await agents.DisableAsync("anna", by, default);
        await agents.EnableAsync("anna", by, default);

        desk.Texts("SELECT agent_login || ' ' || agent_id || ' ' || way || ': ' || reason FROM change_set WHERE agent_id IS NOT NULL ORDER BY id").Should().Equal(
            "root 1 screen: agent anna added", "root 1 screen: agent anna is admin", "root 1 screen: agent anna disabled", "root 1 screen: agent anna enabled");
    }

    [Fact]
    public async Task ListAsync_OfAgents_IsInTheOrderOfTheirLogins()
    {
        await AddAsync("root");
        await AddAsync("Anna");

        (await agents.ListAsync(default)).Select(agent => agent.Login).Should().Equal("Anna", "root");
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
    public async Task SignInAsync_WithAnOutdatedHash_StoresANewOneAndKeepsTheStamp()
    {
        var anna = await AddAsync("anna");
        var outdated = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 })).HashPassword(this, Password);
        desk.Execute($"UPDATE agent SET password_hash = '{outdated}'");

        (await SignInAsync("anna")).Should().BeOfType<SignedIn>().Which.Agent.Stamp.Should().Be(anna.Stamp);

        desk.Texts("SELECT password_hash FROM agent").Should().NotContain(outdated);
        (await SignInAsync("anna")).Should().BeOfType<SignedIn>();
    }

    [Fact]
    public async Task Password_AsTheProgramHashesIt_HasAsManyRoundsAsIsAdvised()
    {
        using var program = new AgentDirectory(desk.Store, desk.Bell, desk.Clock);
        await program.AddAsync("anna", AgentRole.Admin, Password, default);

        var hash = Convert.FromBase64String(desk.Texts("SELECT password_hash FROM agent").Single());

        // Format 1 of the framework: the pseudorandom function (2 is HMAC-SHA512), the rounds.
        (hash[0], BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)), BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5))).Should().Be((1, 2u, 210_000u));
    }

    [Fact]
    public async Task SignInAsync_WhereTheStoreTakesNothing_WorksAllTheSame()
    {
        var anna = await AddAsync("anna");
        desk.Execute("CREATE TRIGGER full BEFORE UPDATE ON agent BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");

        (await SignInAsync("anna")).Should().Be(new SignedIn(anna));
        (await agents.SignInAsync("anna", "wrong password", Here, default)).Should().BeOfType<WrongPassword>();
    }

    private static SignInPlace Here => new(IPAddress.Parse("192.0.2.1"));

    private static ChangeAuthor CommandLine => new(null, "command line", ChangeWay.CommandLine);

    public void Dispose()
    {
        agents.Dispose();
        desk.Dispose();
    }

    private async Task<Agent> AddAsync(string login) =>
        (await agents.AddAsync(login, AgentRole.Admin, Password, default)).Should().BeOfType<AgentSaved>().Subject.Agent;

    private Task<SignIn> SignInAsync(string login) => agents.SignInAsync(login, Password, Here, default);
}
