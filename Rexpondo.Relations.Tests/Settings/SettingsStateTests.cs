using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Settings;

public sealed class SettingsStateTests : IDisposable
{
    private readonly Desk desk = new(groupSupport: false);

    public void Dispose() => desk.Dispose();

    [Fact]
    public void Effective_OfABackEndThatAFileFixes_KeepsWhatTheFileSays()
    {
        desk.Change("INSERT INTO back_end (id, name, file, position, group_support) VALUES (2, 'Directory', 'config/directory.json', 1, 0)");
        var state = new SettingsReader(desk.Store).Read();

        var effective = state.Effective(state.InForce with { GroupSupport = GroupSupport.Everywhere(true) });

        state.BackEnds.Should().Equal(new BackEndSwitch("Default", null, null), new BackEndSwitch("Directory", "config/directory.json", false));
        SettingValues.ToJson(effective, SettingNames.GroupSupport).Should().Be("""{"Default":true,"Directory":false}""");
    }
}
