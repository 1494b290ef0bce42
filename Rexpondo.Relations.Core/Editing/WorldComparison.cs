using System.Collections.Immutable;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Core.Editing;

/// <summary>
/// Compares two worlds customer user by customer user, asking the rules of both; used by one thread and then thrown away. Of each
/// person only those groups are asked that have a row for them, their own or a customer's; of all others everybody in the same case
/// (back end, validity, a valid customer) has the same, so each case is asked once.
/// </summary>
/// <param name="before">As it is.</param>
/// <param name="after">As it would be.</param>
/// <param name="touched">The groups that can have changed.</param>
/// <param name="services">Services can have changed too.</param>
internal sealed class WorldComparison(AccessWorld before, AccessWorld after, IReadOnlyCollection<Group> touched, bool services)
{
    private const int Untouched = -1;

    private static readonly EffectiveServices NoServices = new([], ServiceSource.None);

    private readonly int[] askedLast = NobodyAsked(touched);
    private readonly Group[] given = [.. after.Catalog.Groups.Where(group => after.Catalog.IsAlways(group) || after.Catalog.IsCompanyAlways(group))];
    private readonly bool sameServices = ReferenceEquals(before.Catalog.Services, after.Catalog.Services)
        && before.Catalog.DefaultServices == after.Catalog.DefaultServices;

    private readonly Dictionary<GroupEffect, IdSet.Builder> groups = [];
    private readonly Dictionary<ServiceEffect, IdSet.Builder> gainedAndLost = [];
    private readonly Dictionary<ServiceSwitch, IdSet.Builder> switches = [];
    private readonly Dictionary<(Case? Before, Case? After), Alike> cases = [];
    private readonly Dictionary<int, IdSet.Builder> askedOfGroup = [];
    private (EffectiveServices Before, EffectiveServices After, IReadOnlyList<ServiceEffect> Effects)? servicesLast;
    private EffectiveServices? defaultsBefore;
    private EffectiveServices? defaultsAfter;

    /// <summary>Compares some persons.</summary>
    /// <param name="persons">Who; nobody twice.</param>
    /// <param name="personAfter">Each of them as they would be.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Consequences Of(IEnumerable<int> persons, Func<CustomerUserId, PersonFacts?> personAfter, CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var id in persons)
        {
            if ((++done & 0x3ff) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var (then, now) = (before.Find(new CustomerUserId(id)), personAfter(new CustomerUserId(id)));
            if (then is not { Valid: true } && now is not { Valid: true })
            {
                continue; // nobody, or somebody who has no access before or after (G2)
            }

            if (touched.Count > 0)
            {
                CompareGroups(id, then, now);
            }

            if (services && !(sameServices && then?.Valid == now?.Valid && ReferenceEquals(then?.Services, now?.Services)))
            {
                CompareServices(id, then, now);
            }
        }

        var (sets, askedOneByOne) = (Sets(groups), Sets(askedOfGroup));
        foreach (var (effect, members) in cases.Values.SelectMany(alike => alike.Effects.Values, (alike, effect) => (effect, alike.Set)))
        {
            var others = members - askedOneByOne.GetValueOrDefault(effect.Group, IdSet.Empty);
            if (!others.IsEmpty)
            {
                sets[effect] = sets.GetValueOrDefault(effect, IdSet.Empty) | others;
            }
        }

        var noGroupLeft = sets.Where(set => set.Key.Loses).Aggregate(IdSet.Empty, (all, set) => all | set.Value)
            .Where(id => personAfter(new CustomerUserId(id)) is not { } now || !HasAnyGroup(now));
        return new Consequences(
            sets.ToImmutableDictionary(), Sets(gainedAndLost).ToImmutableDictionary(), Sets(switches).ToImmutableDictionary(), IdSet.Of(noGroupLeft),
            id => new ServiceAccessChange(id.Value, ServicesOf(before, before.Find(id)), ServicesOf(after, personAfter(id))));
    }

    // Where support is on, only groups they have a row for, or a setting gives, come into question.
    private bool HasAnyGroup(PersonFacts now) => (after.Catalog.SupportOff.Contains(now.BackEnd)
        ? after.Catalog.Groups
        : given.Concat(now.Customers.Select(customer => after.Find(new CustomerNumber(customer))!.Groups).Prepend(now.Groups)
            .SelectMany(rows => rows.Ids.ToArray()).Select(group => after.Catalog.Find(new GroupId(group))!)))
        .Any(group => !after.Effective(now, group).IsEmpty);

    private void CompareGroups(int id, PersonFacts? then, PersonFacts? now)
    {
        var key = (CaseOf(before, then), CaseOf(after, now));
        if (!cases.TryGetValue(key, out var alike))
        {
            cases.Add(key, alike = new Alike(touched.Select(group => new GroupEffect(
                group.Id.Value, WithoutRows(before, then, group.Id), WithoutRows(after, now, group.Id))).Where(effect => effect.Before != effect.After)));
        }

        alike.Add(id);
        AskRows(before, then);
        AskRows(after, now);

        void AskRows(AccessWorld world, PersonFacts? person)
        {
            if (person is not null)
            {
                Ask(person.Groups);
                foreach (var customer in person.Customers)
                {
                    Ask(world.Find(new CustomerNumber(customer))!.Groups);
                }
            }
        }

        void Ask(KeyedIds rows)
        {
            foreach (var group in rows.Ids)
            {
                if (group < askedLast.Length && askedLast[group] != Untouched && askedLast[group] != id)
                {
                    askedLast[group] = id;
                    var effect = new GroupEffect(group, Effective(before, then, new GroupId(group)), Effective(after, now, new GroupId(group)));
                    if (effect.Before != effect.After)
                    {
                        Add(groups, effect, id);
                    }

                    if (alike.Effects.ContainsKey(group))
                    {
                        Add(askedOfGroup, group, id);
                    }
                }
            }
        }
    }

    private void CompareServices(int id, PersonFacts? then, PersonFacts? now)
    {
        var (was, would) = (ServicesOf(before, then, ref defaultsBefore), ServicesOf(after, now, ref defaultsAfter));
        if (servicesLast is not { } last || last.Before != was || last.After != would)
        {
            var sources = new ServiceSwitch(was.Source, would.Source);
            var (lost, gained) = (was.Services.Except(would.Services), would.Services.Except(was.Services));
            servicesLast = last = (was, would, [
                .. lost.Select(service => new ServiceEffect(service, false, sources)), .. gained.Select(service => new ServiceEffect(service, true, sources))]);
        }

        foreach (var effect in last.Effects)
        {
            Add(gainedAndLost, effect, id);
        }

        if (last.Effects.Count > 0 || was.Source != would.Source)
        {
            Add(switches, new ServiceSwitch(was.Source, would.Source), id);
        }
    }

    /// <summary>The effective services of somebody; who is not there or not valid has none.</summary>
    public static EffectiveServices ServicesOf(AccessWorld world, PersonFacts? person) => person is { Valid: true } ? world.ServicesOf(person) : NoServices;

    // All who have no row have the very same answer.
    private static EffectiveServices ServicesOf(AccessWorld world, PersonFacts? person, ref EffectiveServices? withoutRows) =>
        person is { Valid: true, Services.Count: 0 } ? withoutRows ??= world.ServicesOf(person) : ServicesOf(world, person);

    private static PermissionSet Effective(AccessWorld world, PersonFacts? person, GroupId id) =>
        person is not null && world.Catalog.Find(id) is { } group ? world.Effective(person, group) : PermissionSet.None;

    // What somebody in the case of this person has of a group of which there is no row for them.
    private static PermissionSet WithoutRows(AccessWorld world, PersonFacts? person, GroupId id) =>
        person is not null && world.Catalog.Find(id) is { } group
            ? GroupAccessRule.Effective(world.Facts(person, group) with { Stored = PermissionSet.None, ViaCustomers = PermissionSet.None }, world.Catalog.Keys)
            : PermissionSet.None;

    private static Case? CaseOf(AccessWorld world, PersonFacts? person) => person is null
        ? null
        : new Case(person.Valid, person.BackEnd, person.Customers.Any(customer => world.Find(new CustomerNumber(customer))!.Valid));

    private static int[] NobodyAsked(IReadOnlyCollection<Group> touched)
    {
        var asked = new int[touched.Count == 0 ? 0 : touched.Max(group => group.Id.Value) + 1];
        Array.Fill(asked, Untouched);
        foreach (var group in touched)
        {
            asked[group.Id.Value] = 0;
        }

        return asked;
    }

    private static void Add<TKey>(Dictionary<TKey, IdSet.Builder> sets, TKey key, int id)
        where TKey : notnull
    {
        if (!sets.TryGetValue(key, out var set))
        {
            sets.Add(key, set = new IdSet.Builder());
        }

        set.Add(id);
    }

    private static Dictionary<TKey, IdSet> Sets<TKey>(Dictionary<TKey, IdSet.Builder> sets)
        where TKey : notnull => sets.ToDictionary(set => set.Key, set => set.Value.ToSet());

    /// <summary>All that makes a difference to the rule besides rows.</summary>
    private readonly record struct Case(bool Valid, int BackEnd, bool HasValidCustomer);

    /// <summary>Persons in the same case before and after, with what differs for all of them on groups of which they have no row.</summary>
    private sealed class Alike(IEnumerable<GroupEffect> effects)
    {
        private readonly IdSet.Builder members = new();
        private IdSet? set;

        public Dictionary<int, GroupEffect> Effects { get; } = effects.ToDictionary(effect => effect.Group);

        public IdSet Set => set ??= members.ToSet();

        public void Add(int id) => members.Add(id);
    }
}
