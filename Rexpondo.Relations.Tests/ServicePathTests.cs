using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Tests;

public sealed class ServicePathTests
{
    [Theory]
    [InlineData("Network")]
    [InlineData("Network::Access::VPN")]
    [InlineData("Keys & badges::Lost: badge")]
    [InlineData("a:b")]
    public void Error_OfAWellFormedName_IsNull(string name) => ServicePath.Error(name).Should().BeNull();

    [Theory]
    [InlineData("", "empty")]
    [InlineData("::A", "level")]
    [InlineData("A::", "level")]
    [InlineData("A::::B", "level")]
    [InlineData("A:::B", "colon")]
    [InlineData("A::B:", "colon")]
    [InlineData("A :: B", "space")]
    [InlineData(" A", "space")]
    [InlineData("A\u00A0", "space")]
    [InlineData("A::\tB", "control")]
    public void Error_OfAMisshapenName_SaysWhy(string name, string why) => ServicePath.Error(name).Should().Contain(why);

    [Fact]
    public void Error_Of200Characters_IsNull() => ServicePath.Error("A::" + new string('b', 197)).Should().BeNull();

    [Fact]
    public void Error_Of201Characters_NamesTheLimit() => ServicePath.Error("A::" + new string('b', 198)).Should().Contain("201").And.Contain("200");

    [Fact]
    public void Parent_OfAPath_IsAllButTheLastLevel()
    {
        ServicePath.Parent("A::B::C").Should().Be("A::B");
        ServicePath.Parent("A").Should().BeNull();
        Some.Service(1, "A::B::C").Level.Should().Be("C");
        Some.Service(1, "A::B::C").Depth.Should().Be(2);
    }
}
