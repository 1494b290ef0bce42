using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Settings;

public sealed class SettingsStateTests : IDisposable
{
    private readonly Desk desk = new(groupSupport: false);

    public void Dispose() => desk.Dispose();

    [Fact]
    public void SwitchedOn_LeavesWhatAFileFixesAsItIs()
    {
        desk.Change("INSERT INTO back_end (id, name, file, position, group_support) VALUES (2, 'Directory', 'config/directory.json', 1, 0)");

        var state = new SettingsReader(desk.Store).Read();

        state.BackEnds.Select(backEnd => (backEnd.Name, backEnd.File, backEnd.GroupSupport))
            .Should().Equal(("Default", null, null), ("Directory", "config/directory.json", false));
        state.SwitchedOn.Should().Be("""{"Default":true,"Directory":false}""");
    }

    [Fact]
    public void SwitchedOn_WithoutAnythingFixed_IsOneValueForAll() => new SettingsReader(desk.Store).Read().SwitchedOn.Should().Be("true");
}
