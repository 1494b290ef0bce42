using Rexpondo.Relations.Core.Importing;

namespace Rexpondo.Relations.Tests.Importing;

public sealed class ImportProblemLineTests
{
    [Fact]
    public void ToString_OfAReasonWithLineEndsAndEscapes_IsOneLineThatForgesNoOther() =>
        new ImportProblem("a.csv", 3, "there is no group \"x\ngroups.csv:1: \u001b[2J\"").ToString()
            .Should().Be("a.csv:3: there is no group \"x\\u000Agroups.csv:1: \\u001B[2J\"");
}
