using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Tests;

/// <summary>
/// A random desk as plain data: two back ends, customers, groups, a tree of services, persons, all kinds of rows, settings.
/// Numbers are positions from 1, as an empty store gives them. It answers by rules of its own, written as naively as
/// possible, so that the product's answers can be compared with something that is not the product.
/// </summary>
internal sealed record World(int Seed, int Size)
{
    public static readonly ImmutableArray<string> BackEnds = ["Default", "Directory"];

    public required RelationSettings Settings { get; init; }

    public required ImmutableArray<(string CustomerId, Validity Validity)> Customers { get; init; }

    public required ImmutableArray<(string Name, Validity Validity)> Groups { get; init; }

    public required ImmutableArray<(int? Parent, string FullName, Validity Validity)> Services { get; init; }

    public required ImmutableArray<(string Login, int? Customer, Validity Validity, int BackEnd)> Persons { get; init; }

    public required ImmutableDictionary<(RelationKind Kind, int Left, int Right), PermissionSet> Rows { get; init; }

    /// <summary>Any world; small ones first, and a number that makes a test's own choices repeatable.</summary>
    public static Arbitrary<World> Any { get; } = Gen.Sized(size =>
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select Make(seed, size)).ToArbitrary();

    /// <summary>For a failing test: the two numbers make the world again.</summary>
    public override string ToString() => $"World.Make({Seed}, {Size}): {Persons.Length} persons, {Groups.Length} groups, {Services.Length} services, {Customers.Length} customers, {Rows.Count} rows";

    public static World Make(int seed, int size)
    {
        var random = new Random(seed);
        var customers = Many(size / 15 + 1, i => ($"C{i}", Mostly(random)));
        var groups = Many(size / 12 + 2, i => ($"group {i}", Mostly(random)));
        var services = new List<(int? Parent, string FullName, Validity Validity)>();
        for (var i = 0; i < 1 + random.Next(size / 8 + 2); i++)
        {
            int? parent = i > 0 && random.Next(3) > 0 ? 1 + random.Next(i) : null;
            services.Add((parent, parent is { } p ? $"{services[p - 1].FullName}::s{i}" : $"s{i}", Mostly(random)));
        }

        var persons = Many(size / 6 + 2, i => ($"person{i}", random.Next(3) > 0 ? 1 + random.Next(customers.Length) : (int?)null, Mostly(random), 1 + random.Next(2)));
        string[] keys = random.Next(2) == 0 ? ["ro", "rw"] : ["ro", "note", "rw"];
        var settings = new RelationSettings
        {
            GroupSupport = random.Next(3) switch
            {
                0 => GroupSupport.Everywhere(true),
                1 => GroupSupport.Everywhere(false),
                _ => GroupSupport.Of([new(BackEnds[random.Next(2)], true)]),
            },
            AlwaysGroups = Names(6),
            CompanyAlwaysGroups = Names(6),
            NeverGroups = Names(8),
            PermissionKeys = [.. keys],
        };
        var rows = ImmutableDictionary.CreateBuilder<(RelationKind, int, int), PermissionSet>();
        // Bits 0 ro, 1 rw, 2 note: also where note is not configured (any more).
        Fill(RelationKind.CustomerUserGroup, persons.Length, groups.Length, 0.4, () => new PermissionSet(random.Next(1, 8)));
        Fill(RelationKind.CustomerGroup, customers.Length, groups.Length, 0.3, () => new PermissionSet(random.Next(1, 8)));
        Fill(RelationKind.CustomerUserService, persons.Length, services.Count, 0.2, () => PermissionSet.Active);
        Fill(RelationKind.CustomerUserCustomer, persons.Length, customers.Length, 0.2, () => PermissionSet.Active);
        Fill(RelationKind.DefaultService, 0, services.Count, 0.4, () => PermissionSet.Active);
        return new World(seed, size)
        {
            Settings = settings,
            Customers = customers,
            Groups = groups,
            Services = [.. services],
            Persons = persons,
            Rows = rows.ToImmutable(),
        };

        ImmutableArray<T> Many<T>(int most, Func<int, T> make) => [.. Enumerable.Range(1, 1 + random.Next(most)).Select(make)];

        ImmutableArray<string> Names(int oneIn) =>
            [.. groups.Where(_ => random.Next(oneIn) == 0).Select(group => group.Item1).Append("no such group")];

        void Fill(RelationKind kind, int left, int right, double share, Func<PermissionSet> some)
        {
            for (var l = Math.Min(left, 1); l <= left; l++)
            {
                for (var r = 1; r <= right; r++)
                {
                    if (random.NextDouble() < share)
                    {
                        rows[(kind, l, r)] = some();
                    }
                }
            }
        }
    }

    public PermissionSet Row(RelationKind kind, int left, int right) => Rows.GetValueOrDefault((kind, left, right));

    /// <summary>The names of the effective keys by G1–G7, counted out.</summary>
    public ImmutableSortedSet<string> KeysOf(int person, int group)
    {
        var (name, groupValidity) = Groups[group - 1];
        var (_, _, validity, backEnd) = Persons[person - 1];
        if (groupValidity != Validity.Valid || validity != Validity.Valid || Settings.NeverGroups.Contains(name))
        {
            return [];
        }

        var validCustomers = CustomersOf(person).Where(customer => Customers[customer - 1].Validity == Validity.Valid).ToList();
        var everything = !Settings.GroupSupport.IsOn(BackEnds[backEnd - 1])
            || Settings.AlwaysGroups.Contains(name)
            || (validCustomers.Count > 0 && Settings.CompanyAlwaysGroups.Contains(name));
        var stored = validCustomers.Select(customer => Row(RelationKind.CustomerGroup, customer, group)).Append(Row(RelationKind.CustomerUserGroup, person, group)).ToList();
        return [.. Settings.PermissionKeys.Where(key => everything || stored.Any(row => row.Contains(BitOf(key)) || row.Contains(BitOf("rw"))))];
    }

    /// <summary>The full names of the effective services by S1–S3, and whether they are specific.</summary>
    public (ImmutableSortedSet<string> Names, bool Specific) ServicesOf(int person)
    {
        var own = EffectiveOf(RelationKind.CustomerUserService, person);
        return own.IsEmpty ? (EffectiveOf(RelationKind.DefaultService, 0), false) : (own, true);

        ImmutableSortedSet<string> EffectiveOf(RelationKind kind, int left) =>
            [.. Enumerable.Range(1, Services.Length).Where(service => IsEffective(service) && !Row(kind, left, service).IsEmpty).Select(service => Services[service - 1].FullName)];
    }

    public bool IsEffective(int service) =>
        Services[service - 1].Validity == Validity.Valid && (Services[service - 1].Parent is not { } parent || IsEffective(parent));

    public IEnumerable<int> CustomersOf(int person) => Enumerable.Range(1, Customers.Length)
        .Where(customer => Persons[person - 1].Customer == customer || !Row(RelationKind.CustomerUserCustomer, person, customer).IsEmpty);

    private static PermissionSet BitOf(string key) => PermissionSet.OfBit(key switch { "ro" => 0, "rw" => 1, _ => 2 });

    private static Validity Mostly(Random random) => random.Next(5) switch { 0 => Validity.Invalid, 1 => Validity.InvalidTemporarily, _ => Validity.Valid };
}
