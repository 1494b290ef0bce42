using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

public sealed class ListQueryTests
{
    public static TheoryData<Chip> Chips => new(Enum.GetValues<Chip>());

    [Theory]
    [MemberData(nameof(Chips))]
    public void Parse_OfALink_GivesTheSameQuery(Chip chip)
    {
        var query = new ListQuery { Search = "anna meier", Filter = "bill", Show = chip, Row = 12_345, All = true, Prepare = true };

        ListQuery.Parse("http://desk" + query.Link("/customer-users-groups")).Should().Be(query);
    }

    [Theory]
    [InlineData("a+b & c; d#e %25 100%")]
    [InlineData("'\\\"<b>?=/:@")]
    [InlineData("José Müller Straße 日本 😀")]
    [InlineData("  two  spaces ")]
    public void Parse_OfOddCharacters_GivesThemBack(string typed)
    {
        var query = new ListQuery { Search = typed, Filter = typed };

        ListQuery.Parse("http://desk" + query.Link("/x")).Should().Be(query);
    }

    [Fact]
    public void Parse_OfAnyText_GivesItBack() => Prop.ForAll<NonNull<string>>(typed =>
    {
        // Half a character cannot stand in an address.
        var text = new string([.. typed.Get.Where(c => !char.IsSurrogate(c))]);
        ListQuery.Parse("http://desk" + new ListQuery { Search = text }.Link("/x")).Search.Should().Be(text);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("?show=whatever&row=-3&all=yes&prepare=0&more=1")]
    [InlineData("?row=twelve")]
    [InlineData("")]
    public void Parse_OfWhatIsNotUnderstood_IgnoresIt(string text) => ListQuery.Parse("http://desk/x" + text).Should().Be(new ListQuery());

    [Fact]
    public void Link_OfNothing_IsThePathAlone() => new ListQuery().Link("/customer-users-groups").Should().Be("/customer-users-groups");

    [Fact]
    public void Link_NamesChipsAsTheyAreCalled() => new ListQuery { Show = Chip.NotAssigned }.Link("/x").Should().Be("/x?show=not-assigned");

    [Fact]
    public void Along_KeepsWhatWasTyped_NotThePlaceInTheList() =>
        new ListQuery { Search = "a", Filter = "b", Show = Chip.Changed, Row = 7, All = true, Prepare = true }.Along
            .Should().Be(new ListQuery { Search = "a", Filter = "b", Prepare = true });
}
