using Microsoft.Extensions.DependencyInjection;
using Rexpondo.Relations.Benchmarks.Circuits;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Tests.Browser.Screens;

namespace Rexpondo.Relations.Tests.Browser.Live;

/// <summary>Who leaves hears nothing any more. The benchmark <c>live pages</c> does the same a thousand times.</summary>
public sealed class LeavingTests
{
    private const int Times = 40;

    [Fact]
    public async Task Pages_OpenedAndClosed_LeaveNoSubscriberBehind()
    {
        await using var server = await ScreenDesk.StartAsync([.. SmallDesk.All]);
        await server.AddAgentAsync("boss");
        using var boss = await HeadlessAgent.SignInAsync(server.Address, "boss", Welcome.Password);
        var feed = server.Services.GetRequiredService<ChangeFeed>();
        var before = feed.Subscribers;
        var most = before;

        for (var i = 0; i < Times; i++)
        {
            foreach (var path in new[]
            {
                server.PersonsOfGroup("billing"), server.GroupsOf("anna"), server.ServicesOf("anna"), "/customer-users-groups", $"/customer-users/{server.Person("anna")}", "/system-configuration",
            })
            {
                await using var page = await HeadlessPage.OpenAsync(boss, path);
                most = Math.Max(most, feed.Subscribers);
                page.Errors.Should().BeEmpty();
            }
        }

        most.Should().BeGreaterThan(before);
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (feed.Subscribers != before)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }
}
