using System.Collections.Immutable;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Settings;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>
/// What every answer needs and what is small: settings in force, permission keys, all groups, all services, the default
/// services. Immutable, true at one <see cref="Revision"/>; <see cref="CatalogReader"/> never hands out an older one.
/// </summary>
public sealed class Catalog
{
    private readonly Dictionary<GroupId, Group> groupById;
    private long revision; // set before anybody sees the catalog
    private readonly ImmutableHashSet<string> alwaysNames;
    private readonly ImmutableHashSet<string> companyAlwaysNames;
    private readonly ImmutableHashSet<string> neverNames;
    private readonly Dictionary<GroupId, GroupAccessFacts> factsByGroup;

    /// <summary>Puts the parts together.</summary>
    public Catalog(
        long revision, RelationSettings settings, PermissionKeys keys, IEnumerable<Group> groups, ServiceTree services,
        IEnumerable<ServiceId> defaultServices, IReadOnlyList<BackEnd> backEnds, IReadOnlyDictionary<string, int> keyBits)
    {
        KeyBits = keyBits;
        (this.revision, Settings, Keys, Services, BackEnds) = (revision, settings, keys, services, backEnds);
        Groups = [.. groups.Select(group => (Group: group, Key: TextFolding.Fold(group.Name)))
            .OrderBy(item => item.Key, CodePointOrder.Instance).ThenBy(item => item.Group.Name, CodePointOrder.Instance).Select(item => item.Group)];
        groupById = Groups.ToDictionary(group => group.Id);
        GroupRows = new ListedRows(Groups.Select(group => (group.Id.Value, group.Name)));
        ServiceRows = new ListedRows(services.All.Select(service => (service.Id.Value, service.FullName)));
        var defaults = defaultServices.ToHashSet();
        DefaultServices = [.. services.All.Select(service => service.Id).Where(defaults.Contains)];
        EffectiveDefaultServices = [.. DefaultServices.Where(services.IsEffective)];
        EffectiveServiceIds = IdSet.Of(services.All.Where(service => services.IsEffective(service.Id)).Select(service => service.Id.Value));
        alwaysNames = [.. settings.AlwaysGroups];
        companyAlwaysNames = [.. settings.CompanyAlwaysGroups];
        neverNames = [.. settings.NeverGroups];
        factsByGroup = Groups.ToDictionary(group => group.Id, NewFactsOf);
        SupportOff = IdSet.Of(backEnds.Where(backEnd => !settings.GroupSupport.IsOn(backEnd)).Select(backEnd => backEnd.Id));
    }

    /// <summary>The newest change set it includes.</summary>
    public long Revision => revision;

    /// <summary>The same catalog at a later revision that changed nothing of it.</summary>
    internal Catalog At(long revision)
    {
        var copy = (Catalog)MemberwiseClone();
        copy.revision = revision;
        return copy;
    }

    /// <summary>The settings in force.</summary>
    public RelationSettings Settings { get; }

    /// <summary>The configured permission keys with their bits.</summary>
    public PermissionKeys Keys { get; }

    /// <summary>The bit of every key that was ever configured.</summary>
    public IReadOnlyDictionary<string, int> KeyBits { get; }

    /// <summary>All groups, in the order in which they are listed: by folded name, then by code point.</summary>
    public ImmutableArray<Group> Groups { get; }

    /// <summary>The groups as rows that a filter box filters.</summary>
    public ListedRows GroupRows { get; }

    /// <summary>All services.</summary>
    public ServiceTree Services { get; }

    /// <summary>The services as rows that a filter box filters, by full name.</summary>
    public ListedRows ServiceRows { get; }

    /// <summary>All default services, effective or not.</summary>
    public ImmutableArray<ServiceId> DefaultServices { get; }

    /// <summary>The default services that are effectively valid.</summary>
    public ImmutableArray<ServiceId> EffectiveDefaultServices { get; }

    /// <summary>Every service that is effectively valid.</summary>
    public IdSet EffectiveServiceIds { get; }

    /// <summary>The back ends, in the order in which they are read; <c>Default</c> is the first.</summary>
    public IReadOnlyList<BackEnd> BackEnds { get; }

    /// <summary>Back ends whose customer users are not restricted by groups (G3).</summary>
    public IdSet SupportOff { get; }

    /// <summary>True if both are the same but for their revision.</summary>
    internal bool IsSameAs(Catalog other) => ReferenceEquals(factsByGroup, other.factsByGroup);

    /// <summary>True if both give everybody the same: they differ in names, comments and order at most, or in what nobody is counted by.</summary>
    internal bool DecidesAs(Catalog other) => IsSameAs(other)
        || (Keys.All.SequenceEqual(other.Keys.All) && SupportOff.Equals(other.SupportOff) && EffectiveServiceIds.Equals(other.EffectiveServiceIds)
            && factsByGroup.Count == other.factsByGroup.Count
            && factsByGroup.All(group => other.factsByGroup.TryGetValue(group.Key, out var facts) && facts == group.Value));

    /// <summary>The same catalog with other settings: what would be if. A key that was never configured gets a bit nobody has.</summary>
    public Catalog With(RelationSettings settings)
    {
        var bits = new Dictionary<string, int>(KeyBits);
        foreach (var name in settings.PermissionKeys)
        {
            bits.TryAdd(name, bits.Count == 0 ? 0 : bits.Values.Max() + 1);
        }

        var keys = settings.PermissionKeys.SequenceEqual(Settings.PermissionKeys) ? Keys : new PermissionKeys(settings.PermissionKeys.Select(name => new PermissionKey(name, bits[name])));
        return new Catalog(Revision, settings, keys, Groups, Services, DefaultServices, BackEnds, bits);
    }

    /// <summary>The same catalog with some groups as they would be.</summary>
    public Catalog With(IEnumerable<Group> changed)
    {
        var byId = changed.ToDictionary(group => group.Id);
        return new(Revision, Settings, Keys, Groups.Select(group => byId.GetValueOrDefault(group.Id, group)), Services, DefaultServices, BackEnds, KeyBits);
    }

    /// <summary>The same catalog with one group more.</summary>
    public Catalog WithNew(Group added) => new(Revision, Settings, Keys, Groups.Append(added), Services, DefaultServices, BackEnds, KeyBits);

    /// <summary>The same catalog with other services.</summary>
    public Catalog With(ServiceTree services) => new(Revision, Settings, Keys, Groups, services, DefaultServices, BackEnds, KeyBits);

    /// <summary>The same catalog with other default services.</summary>
    public Catalog WithDefaults(IEnumerable<ServiceId> defaults) => new(Revision, Settings, Keys, Groups, Services, defaults, BackEnds, KeyBits);

    /// <summary>The group of this number, or null.</summary>
    public Group? Find(GroupId id) => groupById.GetValueOrDefault(id);

    /// <summary>The group somebody asks for by this name, or null.</summary>
    public Group? FindGroup(string name) => TextRule.Sought(name).Select(sought => Groups.FirstOrDefault(group => group.Name == sought)).FirstOrDefault(found => found is not null);

    /// <summary>The valid groups everybody has, in the order of the list (G5).</summary>
    public IEnumerable<Group> AlwaysGroups => Groups.Where(IsAlways);

    /// <summary>True if the group is valid and named among the always groups, exactly (G5), and not among those nobody may get.</summary>
    public bool IsAlways(Group group) => alwaysNames.Contains(group.Name) && group.Validity == Validity.Valid && !IsNever(group);

    /// <summary>The valid groups everybody with a valid customer has, in the order of the list (G6).</summary>
    public IEnumerable<Group> CompanyAlwaysGroups => Groups.Where(IsCompanyAlways);

    /// <summary>True if the group is valid and named among the always groups of customers, exactly (G6), and not among those nobody may get.</summary>
    public bool IsCompanyAlways(Group group) => companyAlwaysNames.Contains(group.Name) && group.Validity == Validity.Valid && !IsNever(group);

    /// <summary>True if no customer user may get the group.</summary>
    public bool IsNever(Group group) => neverNames.Contains(group.Name);

    /// <summary>
    /// The facts about a group that hold for every customer user; what depends on the person is still missing and denies.
    /// </summary>
    /// <param name="group">The group.</param>
    /// <param name="hasValidCustomer">The person has at least one valid customer (G6).</param>
    public GroupAccessFacts FactsOf(Group group, bool hasValidCustomer)
    {
        var facts = ReferenceEquals(Find(group.Id), group) ? factsByGroup[group.Id] : NewFactsOf(group);
        return facts with { CompanyAlwaysGroup = hasValidCustomer && facts.CompanyAlwaysGroup, CompanyAlwaysGroupWaits = !hasValidCustomer && facts.CompanyAlwaysGroup };
    }

    // As of somebody who has a valid customer. Asked for everybody and every group, so no name is looked up there.
    private GroupAccessFacts NewFactsOf(Group group) => new()
    {
        GroupValid = group.Validity == Validity.Valid,
        GroupNever = IsNever(group),
        AlwaysGroup = alwaysNames.Contains(group.Name),
        CompanyAlwaysGroup = companyAlwaysNames.Contains(group.Name),
    };

    /// <summary>The keys of a relation, i.e. the columns of its matrix.</summary>
    public PermissionKeys KeysOf(RelationKind kind) => kind.HasPermissions ? Keys : PermissionKeys.ActiveOnly;
}
