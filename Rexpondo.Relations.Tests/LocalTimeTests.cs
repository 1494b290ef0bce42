using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Tests;

public sealed class LocalTimeTests
{
    private static readonly DateTimeOffset Evening = new(2026, 11, 28, 20, 15, 0, TimeSpan.Zero);

    private readonly FakeClock clock = new() { Now = Evening.AddHours(1) };

    [Theory]
    [InlineData("Europe/Berlin", "28 Nov 2026, 21:15", "21:15", "28 Nov 2026, 21:15, Europe/Berlin (UTC+01:00)")]
    [InlineData("Asia/Kathmandu", "29 Nov 2026, 02:00", "02:00", "29 Nov 2026, 02:00, Asia/Kathmandu (UTC+05:45)")]
    [InlineData("America/St_Johns", "28 Nov 2026, 16:45", "16:45", "28 Nov 2026, 16:45, America/St_Johns (UTC-03:30)")]
    [InlineData("UTC", "28 Nov 2026, 20:15", "20:15", "28 Nov 2026, 20:15, UTC")]
    public void Text_IsTheTimeOfTheBrowser(string zone, string moment, string ofDay, string title)
    {
        var times = LocalTime.Of(zone, clock);

        times.Text($"by dana, {Say.Moment(Evening)}").Should().Be($"by dana, {moment}");
        times.Text($"at {Say.Clock(Evening)}, {Say.Date(Evening)}").Should().Be($"at {ofDay}, {moment.Split(',')[0]}");
        times.Title(Evening).Should().Be(title);
    }

    [Fact]
    public void Clock_OfAnotherDayThere_SaysTheDay()
    {
        clock.Now = new DateTimeOffset(2026, 11, 28, 23, 30, 0, TimeSpan.Zero);

        LocalTime.Of("UTC", clock).Text(Say.Clock(Evening)).Should().Be("20:15");
        LocalTime.Of("Europe/Berlin", clock).Text(Say.Clock(Evening)).Should().Be("28 Nov 2026 21:15", "there it is Sunday by now");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Mars/Olympus")]
    [InlineData("../../../dev/zero")]
    [InlineData("/etc/passwd")]
    [InlineData("Europe/Berlin\0")]
    [InlineData("posixrules;x")]
    public void Of_WhatIsNoZoneHere_IsUtc(string? name) => LocalTime.Of(name, clock).Title(Evening).Should().EndWith("20:15, UTC");

    [Fact]
    public void Parts_HaveTheWordsAndTheMoments()
    {
        LocalTime.Utc.Parts($"draft by {"ben"}, {Say.Moment(Evening)}.").Should().Equal(("draft by ben, ", null), ("28 Nov 2026, 20:15", Evening), (".", null));
        LocalTime.Utc.Parts("nothing").Should().Equal(("nothing", null));
        LocalTime.Utc.Parts("").Should().BeEmpty();
        LocalTime.Utc.Text("a \uFFF9 name \uFFF99x\uFFFB").Should().Be("a \uFFF9 name \uFFF99x\uFFFB", "that is no mark of ours");
    }

    [Fact]
    public void Iso_IsUtcWithoutParts() => LocalTime.Iso(new DateTimeOffset(2026, 11, 28, 21, 15, 0, 500, TimeSpan.FromHours(1))).Should().Be("2026-11-28T20:15:00Z");
}
