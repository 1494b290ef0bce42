using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

public sealed class OfferedFilesTests
{
    private static readonly OfferedFile File = new("rows.csv", _ => ["a\n"]);

    private readonly FakeClock clock = new();
    private readonly OfferedFiles files;

    public OfferedFilesTests() => files = new OfferedFiles(clock);

    [Fact]
    public void Take_GivesAFileOnce_AndOnlyToWhomItWasOffered()
    {
        var ticket = files.Offer(new AgentId(1), File);

        files.Take(new AgentId(2), ticket).Should().BeNull();
        files.Take(new AgentId(1), "another").Should().BeNull();
        files.Take(new AgentId(1), ticket).Should().BeSameAs(File);
        files.Take(new AgentId(1), ticket).Should().BeNull();
    }

    [Fact]
    public void Take_OfAnOfferThatIsOver_GivesNothing()
    {
        var ticket = files.Offer(new AgentId(1), File);

        clock.Advance(OfferedFiles.Lasts);

        files.Take(new AgentId(1), ticket).Should().BeNull();
    }
}
