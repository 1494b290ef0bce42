using System.Globalization;
using System.Text.RegularExpressions;

namespace Rexpondo.Relations.Web.Resources;

/// <summary>
/// The one place that writes times. Words are worked out once for agents in several time zones, so a time stands in them as a mark;
/// only who shows them turns the mark into the time of that browser, 24 hours.
/// </summary>
/// <param name="zone">Whose time.</param>
/// <param name="clock">Says which day is today.</param>
public sealed partial class LocalTime(TimeZoneInfo zone, TimeProvider clock)
{
    /// <summary>The cookie in which <c>js/theme.js</c> says the browser's time zone.</summary>
    public const string Cookie = "zone";

    /// <summary>For who has not said a time zone.</summary>
    public static readonly LocalTime Utc = new(TimeZoneInfo.Utc, TimeProvider.System);

    /// <summary>The time of a browser.</summary>
    /// <param name="name">Its time zone as it says it; UTC if that is none, or none that this machine knows.</param>
    /// <param name="clock">Says which day is today.</param>
    public static LocalTime Of(string? name, TimeProvider clock) =>
        new(name is not null && ZoneName().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc, clock);

    /// <summary>As files say it: <c>2026-11-28T20:15:00Z</c>.</summary>
    public static string Iso(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The mark of a time.</summary>
    internal static string Mark(DateTimeOffset moment, TimeLook look) =>
        string.Create(CultureInfo.InvariantCulture, $"{Begin}{(int)look}{moment.ToUnixTimeMilliseconds()}{End}");

    /// <summary>When a day begins here.</summary>
    public DateTimeOffset Midnight(DateOnly day)
    {
        if (day == DateOnly.MinValue)
        {
            return DateTimeOffset.MinValue;
        }

        var local = day.ToDateTime(TimeOnly.MinValue);
        return new(local, zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local));
    }

    /// <summary>Words with their times, as text; for tooltips and names.</summary>
    public string Text(string words) => string.Concat(Parts(words).Select(part => part.Text));

    /// <summary>The time with its zone: <c>28 Nov 2026, 21:15, Europe/Berlin (UTC+01:00)</c>.</summary>
    public string Title(DateTimeOffset moment)
    {
        var there = TimeZoneInfo.ConvertTime(moment, zone);
        var offset = there.Offset == TimeSpan.Zero ? "UTC" : there.ToString("'UTC'zzz", CultureInfo.InvariantCulture);
        return $"{Written(moment, TimeLook.Moment)}, {(zone.Id == "UTC" ? offset : $"{zone.Id} ({offset})")}";
    }

    /// <summary>Words in pieces: texts, and times with the moment they say.</summary>
    public IEnumerable<(string Text, DateTimeOffset? At)> Parts(string words)
    {
        var done = 0;
        foreach (Match mark in words.Contains(Begin) ? Marks().Matches(words) : Enumerable.Empty<Match>())
        {
            if (mark.Index > done)
            {
                yield return (words[done..mark.Index], null);
            }

            var moment = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(mark.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
            yield return (Written(moment, (TimeLook)int.Parse(mark.Groups[1].ValueSpan, CultureInfo.InvariantCulture)), moment);
            done = mark.Index + mark.Length;
        }

        if (done < words.Length)
        {
            yield return (words[done..], null);
        }
    }

    // No name has these: they are format characters.
    private const char Begin = '\uFFF9';
    private const char End = '\uFFFB';

    private string Written(DateTimeOffset moment, TimeLook look)
    {
        var there = TimeZoneInfo.ConvertTime(moment, zone);
        return there.ToString(
            look switch
            {
                TimeLook.Day => "d MMM yyyy",
                TimeLook.Moment => "d MMM yyyy, HH:mm",
                TimeLook.Clock => there.Date == TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).Date ? "HH:mm" : "d MMM yyyy HH:mm",
            },
            CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("\uFFF9([0-2])([0-9]{1,14})\uFFFB")]
    private static partial Regex Marks();

    // A name is a path below the folder of the zones: it must not lead out of it.
    [GeneratedRegex("^[A-Za-z0-9_+-]{1,32}(/[A-Za-z0-9_+-]{1,32}){0,2}$")]
    private static partial Regex ZoneName();
}

/// <summary>How a time looks.</summary>
internal enum TimeLook
{
    /// <summary><c>12 Nov 2026</c></summary>
    Day,

    /// <summary><c>12 Nov 2026, 14:02</c></summary>
    Moment,

    /// <summary><c>14:02</c> today, <c>12 Nov 2026 14:02</c> on another day.</summary>
    Clock,
}
