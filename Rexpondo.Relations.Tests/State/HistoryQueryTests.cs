using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.History;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Web.Resources;
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
    public void Parse_OfWhatWasChanged_KnowsItsWordsAlone(string word, ChangeTopic? what) => HistoryQuery.Parse($"?what={word}").ToFilter(LocalTime.Utc).What.Should().Be(what);

    [Fact]
    public void ToFilter_OfDays_BeginsAndEndsWithTheDaysOfTheBrowser()
    {
        var days = HistoryQuery.Parse("?from=2026-03-29&to=2026-03-29");

        var berlin = days.ToFilter(LocalTime.Of("Europe/Berlin", TimeProvider.System));
        (berlin.From, berlin.Until).Should().Be((Utc(28, 23), Utc(29, 22)), "that day has 23 hours");
        var honolulu = days.ToFilter(LocalTime.Of("Pacific/Honolulu", TimeProvider.System));
        (honolulu.From, honolulu.Until).Should().Be((Utc(29, 10), Utc(30, 10)));
        HistoryQuery.Parse("?from=0001-01-01&to=9999-12-31").ToFilter(LocalTime.Of("Asia/Tokyo", TimeProvider.System)).Until.Should().BeNull();

        static DateTimeOffset Utc(int day, int hour) => new(2026, 3, day, hour, 0, 0, TimeSpan.Zero);
    }
}
