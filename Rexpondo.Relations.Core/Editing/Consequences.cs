using System.Collections.Immutable;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Core.Editing;

/// <summary>
/// What is true after a save: stored ⊕ pending answered by the same rules as everything else (spec §2, consequences). The
/// pending bar, the override line and the confirmation ask it; nobody else works it out. Kept as the few different things that
/// happen, each with the set of those to whom it happens, so that one more edit costs those whom it concerns and not everybody.
/// </summary>
public sealed class Consequences
{
    /// <summary>Above so many customer users who gain or lose effective access, the agent confirms a summary.</summary>
    public const int ConfirmAbove = 25;

    private readonly Lazy<(IdSet Gain, IdSet Lose)> affected;
    private readonly ImmutableDictionary<ServiceSwitch, IdSet> switches;
    private readonly Func<CustomerUserId, ServiceAccessChange> servicesOf;
    private PendingOrigin? origin;

    internal Consequences(
        ImmutableDictionary<GroupEffect, IdSet> groups, ImmutableDictionary<ServiceEffect, IdSet> services, ImmutableDictionary<ServiceSwitch, IdSet> switches,
        IdSet noGroupLeft, Func<CustomerUserId, ServiceAccessChange> servicesOf)
    {
        (GroupEffects, ServiceEffects, this.switches, NoGroupLeft, this.servicesOf) = (groups, services, switches, noGroupLeft, servicesOf);
        affected = new(() => (
            Union(GroupEffects.Where(effect => effect.Key.Gains)) | Union(ServiceEffects.Where(effect => effect.Key.Gained)),
            Union(GroupEffects.Where(effect => effect.Key.Loses)) | Union(ServiceEffects.Where(effect => !effect.Key.Gained))));
    }

    /// <summary>Nothing changes for anybody.</summary>
    public static Consequences None { get; } = new(
        ImmutableDictionary<GroupEffect, IdSet>.Empty, ImmutableDictionary<ServiceEffect, IdSet>.Empty, ImmutableDictionary<ServiceSwitch, IdSet>.Empty, IdSet.Empty,
        person => throw new ArgumentOutOfRangeException(nameof(person)));

    /// <summary>What happens to effective access to groups, and to whom.</summary>
    public ImmutableDictionary<GroupEffect, IdSet> GroupEffects { get; }

    /// <summary>Which effective services are gained and lost, and by whom.</summary>
    public ImmutableDictionary<ServiceEffect, IdSet> ServiceEffects { get; }

    /// <summary>Every effective access to a group that changes, one by one: for few.</summary>
    public ImmutableArray<GroupAccessChange> Groups => [.. GroupEffects
        .SelectMany(effect => effect.Value.Select(person => new GroupAccessChange(person, effect.Key.Group, effect.Key.Before, effect.Key.After)))
        .OrderBy(change => change.Person).ThenBy(change => change.Group)];

    /// <summary>Everybody whose effective services, or their source, change, one by one: for few.</summary>
    public ImmutableArray<ServiceAccessChange> Services => [.. Union(switches).Select(person => servicesOf(new CustomerUserId(person)))];

    /// <summary>Customer users who gain some effective access.</summary>
    public IdSet Gain => affected.Value.Gain;

    /// <summary>Customer users who lose some effective access.</summary>
    public IdSet Lose => affected.Value.Lose;

    /// <summary>Customer users for whom the default services no longer apply and who lose some of them by that.</summary>
    public IdSet LoseDefaults => Union(ServiceEffects.Where(effect => !effect.Key.Gained && effect.Key.Sources.LeavesDefaults));

    /// <summary>Customer users for whom the default services apply again.</summary>
    public IdSet FallBack => Union(switches.Where(set => set.Key.FallsBack));

    /// <summary>Customer users who had effective access to some group and would have none to any.</summary>
    public IdSet NoGroupLeft { get; }

    /// <summary>Customer users for whom anything changes.</summary>
    public IdSet Persons => Union(GroupEffects) | Union(switches);

    /// <summary>How many customer users gain or lose effective access.</summary>
    public int Affected => (Gain | Lose).Count;

    /// <summary>True if the agent must confirm a summary before the save.</summary>
    public bool NeedsConfirmation => Affected > ConfirmAbove;

    /// <summary>True if the same happens to the same customer users: who has confirmed the one has confirmed the other.</summary>
    public bool IsSameAs(Consequences other) => ReferenceEquals(this, other) || DifferFrom(other).IsEmpty;

    /// <summary>Customer users to whom something else happens than by <paramref name="other"/>.</summary>
    public IdSet DifferFrom(Consequences other) =>
        Differ(GroupEffects, other.GroupEffects) | Differ(ServiceEffects, other.ServiceEffects) | Differ(switches, other.switches) | (NoGroupLeft ^ other.NoGroupLeft);

    /// <summary>What happens to one customer user's access to groups.</summary>
    public IEnumerable<GroupEffect> GroupsOf(CustomerUserId person) => GroupEffects.Where(effect => effect.Value.Contains(person.Value)).Select(effect => effect.Key);

    /// <summary>What happens to one customer user's effective services; null if nothing does.</summary>
    public ServiceAccessChange? ServicesOf(CustomerUserId person) => switches.Values.Any(persons => persons.Contains(person.Value)) ? servicesOf(person) : null;

    /// <summary>The consequences of saving these edits in this world.</summary>
    /// <param name="world">As it is.</param>
    /// <param name="edits">What is pending.</param>
    /// <param name="earlier">What was worked out for other edits of the same screen, perhaps in an earlier world: then only those are asked whom a difference concerns.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Consequences Of(AccessWorld world, EditSet edits, Consequences? earlier = null, CancellationToken cancellationToken = default) =>
        edits.IsEmpty ? None : Of(new PendingOrigin(world, edits), earlier, cancellationToken);

    /// <summary>What saving these edits does to the services of one customer user alone; null if nothing.</summary>
    public static ServiceAccessChange? ServicesOf(AccessWorld world, EditSet edits, CustomerUserId person) =>
        !edits.IsEmpty && new PendingOrigin(world, edits).ServicesOf(person) is var change
            && (change.Before.Source != change.After.Source || !change.Lost.IsEmpty || !change.Gained.IsEmpty) ? change : null;

    /// <summary>How many customer users have to be asked for the consequences of these edits.</summary>
    /// <inheritdoc cref="Of(AccessWorld, EditSet, Consequences?, CancellationToken)"/>
    public static int Effort(AccessWorld world, EditSet edits, Consequences? earlier) =>
        edits.IsEmpty ? 0 : new PendingOrigin(world, edits).ConcernedSince(earlier?.origin).Count;

    /// <summary>True if these are the consequences of these edits in this world.</summary>
    public bool IsOf(AccessWorld world, EditSet edits) => edits.IsEmpty ? this == None : origin is { } of && of.World == world && of.Edits == edits;

    /// <summary>
    /// What differs for anybody between two worlds: of a setting, a validity, an import. Everybody and every group is asked,
    /// or those that can be touched.
    /// </summary>
    /// <param name="before">As it is.</param>
    /// <param name="after">As it would be; customer users and groups that are new in it gain what they have.</param>
    public static Consequences Between(AccessWorld before, AccessWorld after) => Between(
        before, after, before.Persons.Concat(after.Persons).Select(person => person.Id).Distinct(), AllGroups(before, after), services: true);

    /// <summary>The same where only some groups can have changed and no services: a group's validity or name.</summary>
    /// <param name="before">As it is.</param>
    /// <param name="after">As it would be.</param>
    /// <param name="groups">The groups that can have changed.</param>
    public static Consequences Between(AccessWorld before, AccessWorld after, IReadOnlyCollection<Group> groups) =>
        Between(before, after, before.Persons.Select(person => person.Id), groups, services: false);

    /// <summary>The same where only some customer users can be touched.</summary>
    /// <param name="before">As it is.</param>
    /// <param name="after">As it would be.</param>
    /// <param name="persons">Those who can be touched; nobody else is asked.</param>
    public static Consequences Between(AccessWorld before, AccessWorld after, IEnumerable<CustomerUserId> persons) =>
        Between(before, after, persons.Select(person => person.Value), AllGroups(before, after), services: true);

    /// <summary>The same where only services can have changed: their validity and their place in the tree.</summary>
    /// <param name="before">As it is.</param>
    /// <param name="after">As it would be.</param>
    public static Consequences BetweenServices(AccessWorld before, AccessWorld after) =>
        Between(before, after, before.Persons.Select(person => person.Id), [], services: true);

    private static Consequences Between(AccessWorld before, AccessWorld after, IEnumerable<int> persons, IReadOnlyCollection<Group> touched, bool services) =>
        new WorldComparison(before, after, touched, services).Of(persons, after.Find, CancellationToken.None);

    private static Consequences Of(PendingOrigin origin, Consequences? earlier, CancellationToken cancellationToken)
    {
        var concerned = origin.ConcernedSince(earlier?.origin);
        var now = origin.Compare(concerned, cancellationToken);
        var (kept, asked) = origin.IsLike(earlier?.origin) ? (earlier!, concerned) : (None, IdSet.Empty);
        return new Consequences(
            Replaced(kept.GroupEffects, asked, now.GroupEffects), Replaced(kept.ServiceEffects, asked, now.ServiceEffects), Replaced(kept.switches, asked, now.switches),
            (kept.NoGroupLeft - asked) | now.NoGroupLeft, origin.ServicesOf)
        {
            origin = origin,
        };
    }

    private static List<Group> AllGroups(AccessWorld before, AccessWorld after) =>
        [.. after.Catalog.Groups, .. before.Catalog.Groups.Where(group => after.Catalog.Find(group.Id) is null)];

    private static IdSet Union<TEffect>(IEnumerable<KeyValuePair<TEffect, IdSet>> effects) => effects.Aggregate(IdSet.Empty, (all, effect) => all | effect.Value);

    private static IdSet Differ<TEffect>(ImmutableDictionary<TEffect, IdSet> one, ImmutableDictionary<TEffect, IdSet> other)
        where TEffect : notnull =>
        one.Keys.Union(other.Keys).Aggregate(
            IdSet.Empty, (all, effect) => all | (one.GetValueOrDefault(effect, IdSet.Empty) ^ other.GetValueOrDefault(effect, IdSet.Empty)));

    // Of those who were asked again what is so now, of everybody else what was so before.
    private static ImmutableDictionary<TEffect, IdSet> Replaced<TEffect>(
        ImmutableDictionary<TEffect, IdSet> kept, IdSet asked, ImmutableDictionary<TEffect, IdSet> now)
        where TEffect : notnull
    {
        var all = kept.ToBuilder();
        foreach (var effect in kept.Keys.Union(now.Keys))
        {
            var persons = (kept.GetValueOrDefault(effect, IdSet.Empty) - asked) | now.GetValueOrDefault(effect, IdSet.Empty);
            all[effect] = persons;
            if (persons.IsEmpty)
            {
                all.Remove(effect);
            }
        }

        return all.ToImmutable();
    }
}
