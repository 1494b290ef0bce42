using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Tests;

public sealed class FieldRulesTests
{
    [Fact]
    public void Error_Of200Characters_IsNull() => FieldRules.Error("login", new string('x', 200), required: true).Should().BeNull();

    [Fact]
    public void Error_Of201Characters_NamesFieldLengthAndLimit() =>
        FieldRules.Error("login", new string('x', 201), required: true).Should().Be("login has 201 characters, at most 200 are possible");

    [Fact]
    public void Error_OfNothing_DependsOnWhetherItIsRequired()
    {
        FieldRules.Error("login", "", required: true).Should().Be("login is empty");
        FieldRules.Error("e-mail", "", required: false).Should().BeNull();
    }

    [Theory]
    [InlineData('\0')]
    [InlineData('\u0001')]
    [InlineData('\t')]
    [InlineData('\n')]
    [InlineData('\r')]
    [InlineData('\u001F')]
    [InlineData('\u007F')]
    [InlineData('\u0085')]
    [InlineData('\u009F')]
    [InlineData('\u2028')]
    [InlineData('\u2029')]
    public void Error_OfAControlCharacter_SaysSo(char control) =>
        FieldRules.Error("name", $"An{control}na", required: false).Should().Be("name contains a control character");

    [Theory]
    [InlineData("O'Neill & söhne + 100% _ \\ \" ; # <b>")]
    [InlineData("\U0001F680")]
    [InlineData("\u00A0")]
    public void Error_OfAnyOtherCharacter_IsNull(string text) => FieldRules.Error("name", text, required: true).Should().BeNull();

    [Fact]
    public void CommentError_OfSeveralLines_IsNull() => FieldRules.CommentError("one\ntwo").Should().BeNull();

    [Fact]
    public void CommentError_Beyond2000Characters_NamesTheLimit()
    {
        FieldRules.CommentError(new string('x', 2000)).Should().BeNull();
        FieldRules.CommentError(new string('x', 2001)).Should().Contain("2001").And.Contain("2000");
    }
}
