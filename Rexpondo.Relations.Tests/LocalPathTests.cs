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
    [InlineData("/.//example.org", null)]
    [InlineData("/..//example.org", null)]
    [InlineData("/a/..//example.org", null)]
    [InlineData("/./\\example.org", null)]
    [InlineData("/\u2028/x", null)]
    [InlineData("/x\u2029", null)]
    [InlineData("/\u200b/x", null)]
    [InlineData("/\ufeff/x", null)]
    [InlineData("/\u0085/x", null)]
    [InlineData("/groups?search=m\u00fcller x", "/groups?search=m%C3%BCller%20x")]
    [InlineData("/%E2%80%A8/x", "/%E2%80%A8/x")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Of_AnythingThatLeadsElsewhere_IsNull(string? path, string? local) => LocalPath.Of(path).Should().Be(local);

    [Theory]
    [InlineData("/sign-in?returnUrl=%2F", "/sign-in?returnUrl=%2F")]
    [InlineData("http://evil.example:81/sign-in?returnUrl=%2F#a", "/sign-in?returnUrl=%2F#a")]
    [InlineData("//evil.example/x", "/x")]
    [InlineData("http://evil.example//other.example/x", "/")]
    [InlineData("/.//other.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/groups?search=m\u00fcller", "/groups?search=m%C3%BCller")]
    public void OfRedirect_WhateverItNames_IsAPathOfThisProgram(string target, string local) => LocalPath.OfRedirect(target).Should().Be(local);
}
