using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.History;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

public sealed class HistoryQueryTests
{
    [Fact]
    public void Parse_OfALink_GivesTheSameQuery()
    {
        var query = new HistoryQuery
        {
            Person = 1,
            Customer = 2,
            Group = 3,
            Service = 4,
            Agent = "ben",
            What = ChangeTopic.Settings,
            Way = ChangeWay.CommandLine,
            Reason = "a & b",
            From = new DateOnly(2026, 1, 2),
            To = new DateOnly(2026, 3, 4),
        };

        HistoryQuery.Parse(new Uri($"http://x{query.Link(HistoryQuery.Path)}").Query).Should().Be(query);
    }

    [Theory]
    [InlineData("relations", ChangeTopic.Relations)]
    [InlineData("records", ChangeTopic.Records)]
    [InlineData("settings", ChangeTopic.Settings)]
    [InlineData("Settings", null)]
    [InlineData("2", null)]
    [InlineData("", null)]
    public void Parse_OfWhatWasChanged_KnowsItsWordsAlone(string word, ChangeTopic? what) => HistoryQuery.Parse($"?what={word}").ToFilter().What.Should().Be(what);
}
