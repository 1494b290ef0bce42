using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>Puts <see cref="Consequences"/> into sentences, for the action bar and the confirmation; losses first.</summary>
public static class ConsequenceWords
{
    private const int NamesInLine = 3;

    /// <summary>All sentences of a matrix; none where nobody's effective access changes.</summary>
    /// <param name="state">The screen.</param>
    /// <param name="names">Names of customer users, for the few that are named.</param>
    public static IReadOnlyList<ConsequenceLine> Of(MatrixState state, Func<IReadOnlyList<int>, IReadOnlyList<string>> names)
    {
        var fixedPerson = state.Matrix.FixedSide == RelationSide.CustomerUser;
        return Of(state.Consequences, state.Snapshot.World.Catalog, names, fixedPerson, fixedPerson || state.Matrix.Kind == RelationKind.DefaultService);
    }

    /// <summary>What others changed of it between the question and the answer; nothing at the first question.</summary>
    /// <param name="confirmed">What the agent has confirmed.</param>
    /// <param name="now">What would be now.</param>
    /// <param name="names">Names of customer users, for the few that are named.</param>
    public static IEnumerable<string> Changed(Consequences? confirmed, Consequences now, Func<IReadOnlyList<int>, IReadOnlyList<string>> names)
    {
        if (confirmed is null)
        {
            return [];
        }

        var (changed, joined, left) = (now.DifferFrom(confirmed), now.Persons - confirmed.Persons, confirmed.Persons - now.Persons);
        return new[]
        {
            Part(joined, Texts.ChangedMeanwhileJoinOne, Texts.ChangedMeanwhileJoinOther),
            Part(left, Texts.ChangedMeanwhileLeaveOne, Texts.ChangedMeanwhileLeaveOther),
            Part(changed - joined - left, Texts.ChangedMeanwhileDifferOne, Texts.ChangedMeanwhileDifferOther),
        }.OfType<string>().Prepend(Texts.ChangedMeanwhileSince);

        string? Part(IdSet persons, string one, string other) =>
            persons.IsEmpty ? null
            : persons.Count <= NamesInLine && names([.. persons]) is { Count: > 0 } few
                ? Say.Format(Texts.WithNames, Say.Count(persons.Count, one, other), Say.Join(", ", few))
            : Say.Count(persons.Count, one, other);
    }

    /// <summary>All sentences; none where nobody's effective access changes.</summary>
    /// <param name="consequences">What changes.</param>
    /// <param name="catalog">Names of groups and services.</param>
    /// <param name="names">Names of customer users, for the few that are named.</param>
    /// <param name="fixedPerson">The screen is one person's: she is the subject of the sentences.</param>
    /// <param name="gainedServices">Services that are gained are told too.</param>
    public static IReadOnlyList<ConsequenceLine> Of(
        Consequences consequences, Catalog catalog, Func<IReadOnlyList<int>, IReadOnlyList<string>> names, bool fixedPerson = false, bool gainedServices = true)
    {
        var lines = new List<ConsequenceLine>();
        Groups(effect => effect.Loses && effect.After.IsEmpty, Texts.LoseAccessOne, Texts.LoseAccessOther, isLoss: true);
        Groups(effect => effect.Loses && !effect.After.IsEmpty, Texts.LosePartOne, Texts.LosePartOther, isLoss: true);
        Persons(consequences.NoGroupLeft, Texts.NoGroupLeftOne, Texts.NoGroupLeftOther, "", isLoss: true);
        Groups(effect => effect.Gains, Texts.GainAccessOne, Texts.GainAccessOther, isLoss: false);

        Services(effect => !effect.Gained && effect.Sources.LeavesDefaults, Texts.LoseDefaultsLineOne, Texts.LoseDefaultsLineOther, isLoss: true);
        Services(effect => !effect.Gained && !effect.Sources.LeavesDefaults, Texts.LoseServicesOne, Texts.LoseServicesOther, isLoss: true);
        Persons(consequences.FallBack, Texts.FallBackLineOne, Texts.FallBackLineOther, "", isLoss: false);
        if (gainedServices)
        {
            Services(effect => effect.Gained, Texts.GainServicesOne, Texts.GainServicesOther, isLoss: false);
        }

        return lines;

        void Services(Func<ServiceEffect, bool> which, string one, string other, bool isLoss)
        {
            var effects = consequences.ServiceEffects.Where(effect => which(effect.Key)).ToList();
            var touched = effects.Select(effect => effect.Key.Service).ToHashSet();
            var called = catalog.Services.All.Where(service => touched.Contains(service.Id)).Select(service => service.FullName);
            Persons(Union(effects), one, other, Say.List(called, NamesInLine), isLoss);
        }

        void Groups(Func<GroupEffect, bool> which, string one, string other, bool isLoss)
        {
            var effects = consequences.GroupEffects.Where(effect => which(effect.Key)).ToList();
            var touched = effects.Select(effect => effect.Key.Group).ToHashSet();
            var called = catalog.Groups.Where(group => touched.Contains(group.Id.Value)).Select(group => group.Name);
            Persons(Union(effects), one, other, Say.List(called, NamesInLine), isLoss);
        }

        static IdSet Union<TEffect>(IEnumerable<KeyValuePair<TEffect, IdSet>> effects) => effects.Aggregate(IdSet.Empty, (all, effect) => all | effect.Value);

        // {0} of a sentence for one is her name or "1 customer user", of one for several their number.
        void Persons(IdSet persons, string one, string other, string what, bool isLoss)
        {
            if (persons.IsEmpty)
            {
                return;
            }

            // A few are named; on the screen of one person she is the subject of the sentence.
            var few = persons.Count <= NamesInLine ? names([.. persons]) : [];
            var sentence = fixedPerson && few is [var her] ? Say.Format(one, her, what)
                : persons.Count == 1 ? Say.Format(one, Say.Count(1, Texts.CountCustomerUsersOne, Texts.CountCustomerUsersOther), what)
                : Say.Format(other, persons.Count, what);
            lines.Add(new ConsequenceLine(few.Count > 0 && !fixedPerson ? Say.Format(Texts.WithNames, sentence, Say.Join(", ", few)) : sentence, isLoss));
        }
    }
}
