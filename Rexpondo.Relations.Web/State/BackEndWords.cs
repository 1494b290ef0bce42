using System.Collections.Immutable;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>What the screens say about back ends.</summary>
public static class BackEndWords
{
    /// <summary>The screen of the back ends.</summary>
    public const string Page = "/system-configuration/back-ends";

    // Enough to know what is wrong; `backend check` names all.
    private const int NamedPersons = 10;

    /// <summary>
    /// Since when and why a back end is not mirrored, and what that means, in one sentence with the first reason; null while all is
    /// well or nobody wants it mirrored.
    /// </summary>
    public static string? Warning(BackEndView view) => Sentence(view, view.State.Problems switch
    {
        [] => "",
        [var one] => one,
        [var first, .. var more] => Say.Format(Texts.ReasonAndMore, first, more.Length),
    });

    /// <summary>The same with every reason, several of them in lines of their own; empty while all is well.</summary>
    public static IEnumerable<string> Warnings(BackEndView view)
    {
        var reasons = view.State.Problems;
        return reasons.Length > 1 && Sentence(view, Say.Format(Texts.Reasons, reasons.Length)) is { } sentence
            ? reasons.Distinct().Prepend(sentence)
            : new[] { Warning(view) }.OfType<string>();
    }

    /// <summary>When it was last mirrored, or how far it is.</summary>
    public static string Mirrored(BackEndState state) => state.Running switch
    {
        { Stage: MirrorStage.Reading, Done: 0 } => Texts.BackEndReading,
        { Stage: MirrorStage.Reading, Done: var done } => Say.Count(done, Texts.BackEndReadSoFarOne, Texts.BackEndReadSoFarOther),
        { Stage: MirrorStage.Comparing, Done: var done, Total: var total } => Say.Format(Texts.BackEndComparing, done, total),
        { Stage: MirrorStage.Writing, Done: var done, Total: var total } => Say.Format(Texts.BackEndWriting, done, total),
        null => state.MirroredAt is { } last ? Say.Clock(last) : Texts.BackEndNeverMirrored,
    };

    /// <summary>How many customer users it has.</summary>
    public static string Persons(BackEndView view)
    {
        var counts = Say.Format(Texts.BackEndCounts, view.Valid, view.Invalid);
        return view.Blocked == 0 ? counts : Say.Format(Texts.BackEndCountsBlocked, counts, view.Blocked);
    }

    /// <summary>What could not be taken over: each kind with the persons it is about.</summary>
    public static IEnumerable<BackEndProblems> Problems(BackEndState state) => state.Warnings.GroupBy(problem => problem.Kind).OrderBy(kind => kind.Key).Select(kind =>
    {
        var count = kind.Count();
        var what = kind.Key switch
        {
            MirrorProblemKind.NotPossible => Say.Count(count, Texts.ProblemNotPossibleOne, Texts.ProblemNotPossibleOther),
            MirrorProblemKind.Twice => Say.Count(count, Texts.ProblemTwiceOne, Texts.ProblemTwiceOther),
            MirrorProblemKind.LoginTaken => Say.Count(count, Texts.ProblemLoginTakenOne, Texts.ProblemLoginTakenOther),
            MirrorProblemKind.EmailTaken => Say.Count(count, Texts.ProblemEmailTakenOne, Texts.ProblemEmailTakenOther),
            MirrorProblemKind.UnknownCustomer => Say.Count(count, Texts.ProblemUnknownCustomerOne, Texts.ProblemUnknownCustomerOther),
            MirrorProblemKind.LoginGivenAway => Say.Count(count, Texts.ProblemLoginGivenAwayOne, Texts.ProblemLoginGivenAwayOther),
        };
        return new BackEndProblems(what, [.. kind.Take(NamedPersons).Select(problem => problem.ToString())], Math.Max(0, count - NamedPersons));
    });

    private static string? Sentence(BackEndView view, string reasons)
    {
        var state = view.State;
        if (!view.BackEnd.IsConfigured || state.FailingSince is not { } since)
        {
            return null;
        }

        if (state.Stopped is { } stopped)
        {
            return Say.Count(stopped.MadeInvalid, Texts.BackEndStoppedOne, Texts.BackEndStoppedOther, view.BackEnd.Name, Say.Clock(since), reasons);
        }

        var what = Say.Format(Texts.BackEndFails, view.BackEnd.Name, Say.Clock(since), reasons);
        return state.MirroredAt is { } last && view.Persons > 0
            ? $"{what} {Say.Count(view.Persons, Texts.BackEndAsTheyWereOne, Texts.BackEndAsTheyWereOther, Say.Clock(last))}"
            : $"{what} {Texts.BackEndNothingChanged}";
    }
}

/// <summary>Persons who could not be taken over for the same reason.</summary>
/// <param name="What">How many, and what became of them.</param>
/// <param name="Named">The first of them, each with her reason.</param>
/// <param name="More">How many more there are.</param>
public sealed record BackEndProblems(string What, ImmutableArray<string> Named, int More);
