using Rexpondo.Relations.Web.Cli;

namespace Rexpondo.Relations.Tests.Cli;

public sealed class TextTableTests
{
    [Fact]
    public void Lines_OfValues_StandUnderOneAnotherInEveryScript() =>
        Table(("王明", "a"), ("Zoë", "b"), ("e\u0301lodie", "")).Should().Equal("name    key", "王明    a", "Zoë     b", "e\u0301lodie");

    [Fact]
    public void Lines_LeaveOutAColumnThatNobodyKnowsAnythingOf() => Table(("anna", null), ("bea", null)).Should().Equal("name", "anna", "bea");

    [Fact]
    public void Value_ThatWouldMoveTheCursor_IsShownByItsNumbers() =>
        Table(("a\u001b[2Jb\nc", null)).Should().Equal("name", "a\\u001B[2Jb\\u000Ac");

    [Fact]
    public void Lines_OfNoRows_AreNone() => Table().Should().BeEmpty();

    private static IEnumerable<string> Table(params (string Name, string? Key)[] rows) =>
        TextTable.Lines<(string Name, string? Key)>([("name", row => row.Name), ("key", row => row.Key)], rows);
}
