using System.Collections.Immutable;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>Says what others have just changed on an open screen.</summary>
public static class NewsWords
{
    /// <summary>Later than that it is no longer just now.</summary>
    public static readonly TimeSpan JustNow = TimeSpan.FromMinutes(1);

    /// <summary><c>ben changed 34 rows of this list.</c></summary>
    /// <param name="line">What happened.</param>
    /// <param name="me">The agent's own login: she also works in other tabs.</param>
    public static string Line(NewsLine line, string me) =>
        Say.Count(line.Rows, Texts.NewsLineOne, Texts.NewsLineOther, Names(line.Agents, me));

    /// <summary><c>ben changed Phone, Mobile just now.</c></summary>
    /// <param name="line">What happened.</param>
    /// <param name="me">The agent's own login.</param>
    public static string Line(RecordNewsLine line, string me) => Say.Format(Texts.RecordNewsLine, Names(line.Authors, me), string.Join(", ", line.Fields));

    /// <summary>What is said beside a field: <c>changed by ben just now</c>, later <c>changed by ben at 9:00</c>.</summary>
    /// <param name="news">What happened.</param>
    /// <param name="me">The agent's own login.</param>
    /// <param name="now">The time.</param>
    public static string Of(FieldNews news, string me, DateTimeOffset now) => Say.Format(Texts.RecordNewsOfField, Names(news.Authors, me), When(news.At, now));

    /// <summary>Who it was; of many, how many.</summary>
    /// <param name="agents">Their logins.</param>
    /// <param name="me">The agent's own login.</param>
    public static string Names(IEnumerable<string> agents, string me) => Say.List([.. agents.Select(agent => Name(agent, me))], 2);

    /// <summary>
    /// What is said beside a row: <c>ben granted rw just now</c>, or <c>changed meanwhile by ben: rw</c> where something is pending.
    /// </summary>
    /// <param name="news">What happened.</param>
    /// <param name="keys">The columns.</param>
    /// <param name="stored">What is stored now.</param>
    /// <param name="me">The agent's own login.</param>
    /// <param name="now">The time.</param>
    public static WhyPart Of(RowNews news, PermissionKeys keys, PermissionSet stored, string me, DateTimeOffset now)
    {
        if (news.UnderMyEdit)
        {
            return new WhyPart(WhyLook.News, Say.Format(Texts.ChangedMeanwhileBy, Name(news.Agent, me), stored.IsEmpty ? Texts.NoneBefore : WhyWords.Names(keys, stored)));
        }

        var what = (news.Granted.IsEmpty, news.Withdrawn.IsEmpty) switch
        {
            (false, true) => Say.Format(Texts.NewsGranted, WhyWords.Names(keys, news.Granted)),
            (true, false) => Say.Format(Texts.NewsWithdrew, WhyWords.Names(keys, news.Withdrawn)),
            _ => Say.Format(Texts.NewsBoth, WhyWords.Names(keys, news.Granted), WhyWords.Names(keys, news.Withdrawn)),
        };
        return new WhyPart(WhyLook.News, Say.Format(Texts.NewsOfAgent, Name(news.Agent, me), what, When(news.At, now)));
    }

    /// <summary>What is said of a row that is shown and no longer matches.</summary>
    public static WhyPart NoLongerMatches { get; } = new(WhyLook.News, Texts.NoLongerMatches);

    /// <summary>Puts news into what a row says: after its lock and its pending change, before everything else.</summary>
    public static Why In(Why why, ImmutableArray<WhyPart> news)
    {
        if (news.IsEmpty)
        {
            return why;
        }

        var first = why.Parts.TakeWhile(part => part.Look is WhyLook.Lock or WhyLook.Link or WhyLook.Change or WhyLook.Loss or WhyLook.KeepRo).Count();
        return new Why(why.Parts.InsertRange(first, news));
    }

    private static string When(DateTimeOffset at, DateTimeOffset now) => now - at < JustNow ? Texts.JustNow : Say.Format(Texts.AtTime, Say.Clock(at));

    private static string Name(string agent, string me) => agent == me ? Texts.YouElsewhere : agent;
}
