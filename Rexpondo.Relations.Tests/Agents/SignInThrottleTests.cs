using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Identity;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Agents;

/// <summary>Who is slowed down by whose wrong tries, and for how long.</summary>
public sealed class SignInThrottleTests : IAsyncLifetime
{
    private const string Password = "correct horse";
    private const string Wrong = "wrong password";
    private const string Here = "192.0.2.1";

    private readonly TemporaryStore desk = new();
    private readonly AgentDirectory agents;

    public SignInThrottleTests() => agents = new AgentDirectory(desk.Store, desk.Bell, desk.Clock, new PasswordHasherOptions { IterationCount = 1 });

    public async Task InitializeAsync()
    {
        await agents.AddAsync("anna", AgentRole.Admin, Password, default);
        await agents.AddAsync("bert", AgentRole.Admin, Password, default);
    }

    public Task DisposeAsync()
    {
        agents.Dispose();
        desk.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("anna")]
    [InlineData("nobody")]
    public async Task Login_AfterFiveWrongTriesAtAnAddress_WaitsThereEvenWithTheRightPassword(string login)
    {
        await TryWronglyAsync(5, login, Here);

        var wait = (await TryAsync(login.ToUpperInvariant(), Password, Here)).Should().BeOfType<TooManyTries>().Subject.Wait;
        wait.Should().Be(TimeSpan.FromMinutes(1));
        desk.Clock.Advance(wait - TimeSpan.FromSeconds(1));
        (await TryAsync(login, Password, Here)).Should().Be(new TooManyTries(TimeSpan.FromSeconds(1)));
        desk.Clock.Advance(TimeSpan.FromSeconds(1));

        (await TryAsync(login, Password, Here)).Should().NotBeOfType<TooManyTries>();
    }

    [Fact]
    public async Task Login_WithWrongTriesAtAnotherAddress_DoesNotWait()
    {
        await TryWronglyAsync(5, "anna", Here);

        (await TryAsync("anna", Password, "192.0.2.2")).Should().BeOfType<SignedIn>();
        (await TryAsync("bert", Password, Here)).Should().BeOfType<SignedIn>();
    }

    [Fact]
    public async Task RightPassword_UsesUpNoTries()
    {
        await TryWronglyAsync(4, "anna", Here);

        for (var i = 0; i < 100; i++)
        {
            (await TryAsync("anna", Password, Here)).Should().BeOfType<SignedIn>();
        }
    }

    [Fact]
    public async Task Address_TryingSixtyLogins_IsSlowedDown()
    {
        var looked = 0;
        for (var i = 0; i < 60; i++)
        {
            looked += await TryAsync($"login{i}", Wrong, Here) is WrongPassword ? 1 : 0;
        }

        looked.Should().Be(20);
        (await TryAsync("anna", Password, Here)).Should().Be(new TooManyTries(TimeSpan.FromSeconds(15)));
        (await TryAsync("anna", Password, "192.0.2.2")).Should().BeOfType<SignedIn>();
    }

    [Theory]
    [InlineData("2001:db8::1", "2001:db8::ffff:1", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", true)]
    public async Task Addresses_OfOneNetwork_AreOne(string address, string other, bool same)
    {
        await TryWronglyAsync(5, "anna", address);

        (await TryAsync("anna", Password, other) is TooManyTries).Should().Be(same);
    }

    [Fact]
    public async Task KnownBrowser_WhateverStrangersTry_IsNeverKeptOut()
    {
        for (var i = 0; i < 60; i++)
        {
            await TryAsync("anna", Wrong, Here);
            await TryAsync($"login{i}", Wrong, Here);
            await TryAsync("anna", Wrong, $"198.51.100.{i}");
        }

        (await TryAsync("anna", Password, Here, new KnownBrowser("Anna", "her browser"))).Should().BeOfType<SignedIn>();
        (await TryAsync("bert", Password, Here, new KnownBrowser("anna", "her browser"))).Should().BeOfType<TooManyTries>("it is another login's");
    }

    [Fact]
    public async Task WrongTries_InAKnownBrowser_CountForItAlone()
    {
        var (stolen, other) = (new KnownBrowser("anna", "stolen"), new KnownBrowser("anna", "other"));
        for (var i = 0; i < 5; i++)
        {
            (await TryAsync("anna", Wrong, $"192.0.2.{i}", stolen)).Should().BeOfType<WrongPassword>();
        }

        (await TryAsync("anna", Password, Here, stolen)).Should().Be(new TooManyTries(TimeSpan.FromMinutes(1)));
        (await TryAsync("anna", Password, Here, other)).Should().BeOfType<SignedIn>();
        (await TryAsync("anna", Password, Here)).Should().BeOfType<SignedIn>();
    }

    [Fact]
    public async Task Login_TriedFromManyAddresses_IsStillOpenToThisMachine()
    {
        for (var i = 0; i < 60; i++)
        {
            await TryAsync("anna", Wrong, $"198.51.100.{i}");
        }

        (await TryAsync("anna", Password, Here)).Should().Be(new TooManyTries(TimeSpan.FromSeconds(15)));
        (await TryAsync("anna", Password, "127.0.0.1")).Should().BeOfType<SignedIn>();
        (await TryAsync("anna", Password, "::1")).Should().BeOfType<SignedIn>();
        (await TryAsync("bert", Password, Here)).Should().BeOfType<SignedIn>();
    }

    [Fact]
    public async Task Server_TriedFromManyAddressesWithManyLogins_IsStillOpenToThisMachineAndKnownBrowsers()
    {
        for (var i = 0; i < 200; i++)
        {
            (await TryAsync($"login{i}", Wrong, $"198.51.100.{i}")).Should().BeOfType<WrongPassword>();
        }

        (await TryAsync("anna", Password, Here)).Should().Be(new TooManyTries(TimeSpan.FromSeconds(1)));
        (await TryAsync("anna", Password, "127.0.0.1")).Should().BeOfType<SignedIn>();
        (await TryAsync("anna", Password, Here, new KnownBrowser("anna", "browser"))).Should().BeOfType<SignedIn>();
    }

    [Fact]
    public async Task Tries_AtTheSameMoment_AreNotMoreThanOneAfterAnother()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => TryAsync("anna", Wrong, Here))));

        all.Count(one => one is WrongPassword).Should().Be(5);
    }

    [Fact]
    public void Limiter_OnceItsTriesAreBack_CanBeForgotten()
    {
        using var limiter = new TryLimiter(5, TimeSpan.FromMinutes(1), desk.Clock);
        limiter.AttemptAcquire(2).IsAcquired.Should().BeTrue();
        desk.Clock.Advance(TimeSpan.FromSeconds(119));

        limiter.IdleDuration.Should().BeNull();
        limiter.GetStatistics()!.CurrentAvailablePermits.Should().Be(4);
        desk.Clock.Advance(TimeSpan.FromSeconds(1));

        limiter.IdleDuration.Should().NotBeNull();
        limiter.GetStatistics()!.CurrentAvailablePermits.Should().Be(5);
    }

    private async Task TryWronglyAsync(int times, string login, string address)
    {
        for (var i = 0; i < times; i++)
        {
            (await TryAsync(login, Wrong, address)).Should().BeOfType<WrongPassword>(string.Create(CultureInfo.InvariantCulture, $"it is try {i + 1}"));
        }
    }

    private Task<SignIn> TryAsync(string login, string password, string address, params KnownBrowser[] browsers) =>
        agents.SignInAsync(login, password, new SignInPlace(IPAddress.Parse(address), browsers), default);
}
