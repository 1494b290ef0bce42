using System.Globalization;

namespace Rexpondo.Relations.Web.Resources;

/// <summary>Puts values into the texts of <see cref="Texts"/>, so that every screen writes numbers, lists and dates alike.</summary>
public static class Say
{
    /// <summary>Whole numbers get a thousands separator: <c>9,812</c>.</summary>
    public static string Format(string text, params object?[] values) =>
        string.Format(CultureInfo.InvariantCulture, text, [.. values.Select(Written)]);

    /// <summary>One of two texts; <c>{0}</c> in them is <paramref name="count"/>, <c>{1}</c> and following are <paramref name="more"/>.</summary>
    public static string Count(int count, string one, string other, params object?[] more) =>
        Format(count == 1 ? one : other, [count, .. more]);

    /// <summary><c>Mail, Network::Setup and 5 more</c>; all of them when there are no more than <paramref name="max"/>.</summary>
    public static string List(IEnumerable<string> names, int max, string separator = ", ")
    {
        var all = names.ToList();
        return all.Count <= max
            ? string.Join(separator, all)
            : Format(Texts.AndMore, string.Join(separator, all.Take(max)), all.Count - max);
    }

    /// <summary><c>12 Nov 2026</c>, in the time zone of the server.</summary>
    public static string Date(DateTimeOffset moment) => moment.ToLocalTime().ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary><c>12 Nov 2026, 14:02</c>, in the time zone of the server.</summary>
    public static string Moment(DateTimeOffset moment) => moment.ToLocalTime().ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);
    /// <summary><c>14:02</c> today, <c>12 Nov 2026 14:02</c> on another day, in the time zone of the server.</summary>
    public static string Moment(DateTimeOffset moment, DateTimeOffset now)
    {
        var (local, today) = (moment.ToLocalTime(), now.ToLocalTime().Date);
        return local.ToString(local.Date == today ? "HH:mm" : "d MMM yyyy HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>A whole number with thousands separator.</summary>
    public static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static object? Written(object? value) => value switch
    {
        int number => number.ToString("N0", CultureInfo.InvariantCulture),
        long number => number.ToString("N0", CultureInfo.InvariantCulture),
        _ => value,
    };
}
