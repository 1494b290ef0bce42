using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>Puts <see cref="Consequences"/> into sentences, for the action bar and the confirmation; losses first.</summary>
public static class ConsequenceWords
{
    private const int NamesInLine = 3;

    /// <summary>All sentences; none where nobody's effective access changes.</summary>
    /// <param name="state">The screen.</param>
    /// <param name="names">Names of customer users, for the few that are named.</param>
    public static IReadOnlyList<ConsequenceLine> Of(MatrixState state, Func<IReadOnlyList<int>, IReadOnlyList<string>> names)
    {
        var lines = new List<ConsequenceLine>();
        var consequences = state.Consequences;
        var catalog = state.Snapshot.World.Catalog;
        var fixedPerson = state.Matrix.FixedSide == RelationSide.CustomerUser;

        Groups(change => change.Loses && change.After.IsEmpty, Texts.LoseAccessOne, Texts.LoseAccessOther, isLoss: true);
        Groups(change => change.Loses && !change.After.IsEmpty, Texts.LosePartOne, Texts.LosePartOther, isLoss: true);
        Persons(consequences.NoGroupLeft, Texts.NoGroupLeftOne, Texts.NoGroupLeftOther, "", isLoss: true);
        Groups(change => change.Gains, Texts.GainAccessOne, Texts.GainAccessOther, isLoss: false);

        var lost = ServiceNames(consequences.Services.SelectMany(change => change.Lost));
        Persons(With(change => !change.Lost.IsEmpty), Texts.LoseServicesOne, Texts.LoseServicesOther, lost, isLoss: true);
        Persons(consequences.FallBack, Texts.FallBackLineOne, Texts.FallBackLineOther, "", isLoss: false);
        if (fixedPerson || state.Matrix.Kind == RelationKind.DefaultService)
        {
            var gained = ServiceNames(consequences.Services.SelectMany(change => change.Gained));
            Persons(With(change => !change.Gained.IsEmpty), Texts.GainServicesOne, Texts.GainServicesOther, gained, isLoss: false);
        }

        return lines;

        IdSet With(Func<ServiceAccessChange, bool> which) => IdSet.Of(consequences.Services.Where(which).Select(change => change.Person));

        string ServiceNames(IEnumerable<ServiceId> services)
        {
            var wanted = services.ToHashSet();
            return Say.List(catalog.Services.All.Where(service => wanted.Contains(service.Id)).Select(service => service.FullName), NamesInLine);
        }

        void Groups(Func<GroupAccessChange, bool> which, string one, string other, bool isLoss)
        {
            var changes = consequences.Groups.Where(which).ToList();
            var touched = changes.Select(change => change.Group).ToHashSet();
            var groupNames = Say.List(catalog.Groups.Where(group => touched.Contains(group.Id.Value)).Select(group => group.Name), NamesInLine);
            Persons(IdSet.Of(changes.Select(change => change.Person)), one, other, groupNames, isLoss);
        }

        void Persons(IdSet persons, string one, string other, string what, bool isLoss)
        {
            if (persons.IsEmpty)
            {
                return;
            }

            var sentence = Say.Count(persons.Count, one, other, what);
            var few = persons.Take(NamesInLine).ToList();
            var who = persons.Count <= NamesInLine && !fixedPerson ? Say.Format(Texts.WithNames, sentence, string.Join(", ", names(few))) : sentence;
            lines.Add(new ConsequenceLine(who, isLoss));
        }
    }
}
