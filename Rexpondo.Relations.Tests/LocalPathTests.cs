using Rexpondo.Relations.Web;

namespace Rexpondo.Relations.Tests;

public sealed class LocalPathTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/groups/1?search=a%2F/b", "/groups/1?search=a%2F/b")]
    [InlineData("//example.org", null)]
    [InlineData("/\\example.org", null)]
    [InlineData("https://example.org", null)]
    [InlineData("groups", null)]
    [InlineData("/\t/example.org", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Of_AnythingThatLeadsElsewhere_IsNull(string? path, string? local) => LocalPath.Of(path).Should().Be(local);
}
