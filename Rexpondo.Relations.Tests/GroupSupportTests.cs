using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Tests;

public sealed class GroupSupportTests
{
    private static readonly string[] BackEnds = ["Default", "Directory"];

    [Fact]
    public void Of_NamedBackEnds_IsOffForEveryOther() => GroupSupport.Of([new("Directory", true)]).IsOn("Default").Should().BeFalse();

    [Fact]
    public void With_OneBackEndOff_NamesAllOfThem()
    {
        var support = GroupSupport.Everywhere(true).With("Directory", false, BackEnds);

        support.ByBackEnd.Should().Equal([new("Default", true), new("Directory", false)]);
        support.IsOn("one that comes later").Should().BeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void With_TheLastBackEndThatDiffered_IsOneValueForAllAndThoseToCome(bool on)
    {
        var support = GroupSupport.Of([new("Default", on), new("Directory", !on)]).With("Directory", on, BackEnds);

        support.ByBackEnd.Should().BeEmpty();
        support.IsOn("one that comes later").Should().Be(on);
    }
}
