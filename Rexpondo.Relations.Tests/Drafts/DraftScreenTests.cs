using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;

namespace Rexpondo.Relations.Tests.Drafts;

public sealed class DraftScreenTests
{
    [Fact]
    public void Name_OfAMatrix_GivesTheMatrixBack()
    {
        foreach (var matrix in RelationKind.All.SelectMany(kind => new[] { new MatrixId(kind, true, 12), new MatrixId(kind, false, 3) }))
        {
            var screen = DraftScreen.Of(matrix);
            (screen.Matrix, screen.Record, screen.Setting).Should().Be((matrix, null, null));
        }
    }

    [Fact]
    public void Name_OfARecordOrASetting_GivesItBack()
    {
        DraftScreen.Of(RelationSide.Group, 12).Record.Should().Be((RelationSide.Group, (int?)12));
        DraftScreen.Of(RelationSide.CustomerUser, null).Record.Should().Be((RelationSide.CustomerUser, (int?)null));
        DraftScreen.OfSetting("Ticket::Service").Setting.Should().Be("Ticket::Service");
        DraftScreen.OfSetting("Ticket::Service").Record.Should().BeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("matrix/99/left/1")]
    [InlineData("matrix/1/left/x")]
    [InlineData("record/Nothing/1")]
    [InlineData("record/Group/-1")]
    public void Name_OfAnotherProgram_IsNoScreen(string name)
    {
        var screen = new DraftScreen(name);
        (screen.Matrix, screen.Record, screen.Setting).Should().Be((null, null, null));
    }
}
