using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

/// <summary>Which row has the focus where one comes back to.</summary>
public sealed class CameFromTests
{
    private readonly CameFrom cameFrom = new() { Record = (RecordModule.CustomerUsers, 7) };

    [Fact]
    public void BackOn_ThePageOneWentBackTo_IsTheRecordOnce()
    {
        cameFrom.GoBack("/groups/5");

        cameFrom.BackOn("/groups/5").Should().Be((RecordModule.CustomerUsers, 7));
        cameFrom.BackOn("/groups/5").Should().BeNull();
    }

    [Theory]
    [InlineData("/history")]
    [InlineData(null)]
    public void BackOn_AnotherPage_IsNothing_AlsoLater(string? wentTo)
    {
        cameFrom.GoBack("/groups/5");
        cameFrom.GoBack(wentTo);

        cameFrom.BackOn("/groups/5").Should().BeNull();
        cameFrom.BackOn("/groups/5").Should().BeNull();
    }
}
