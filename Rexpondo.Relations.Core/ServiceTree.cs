using System.Collections.Immutable;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Core;

/// <summary>
/// All services of the desk as a tree, in the order in which they are listed: level by level of the path, folded and then by
/// code point, so that each subtree is in one piece.
/// </summary>
public sealed class ServiceTree
{
    private readonly Dictionary<ServiceId, Service> byId;

    /// <summary>Builds the tree; parents may come after their children.</summary>
    public ServiceTree(IEnumerable<Service> services)
    {
        var all = services.ToList();
        byId = all.ToDictionary(service => service.Id);
        var levels = all.ToDictionary(
            service => service.Id, service => ServicePath.Levels(service.FullName).Select(level => (Folded: TextFolding.Fold(level), Level: level)).ToArray());
        all.Sort((a, b) => Compare(levels[a.Id], levels[b.Id]));
        All = [.. all];
    }

    /// <summary>No service.</summary>
    public static ServiceTree Empty { get; } = new([]);

    /// <summary>Every service, each parent before its children.</summary>
    public ImmutableArray<Service> All { get; }

    /// <summary>The service of this number, or null.</summary>
    public Service? Find(ServiceId id) => byId.GetValueOrDefault(id);

    /// <summary>The service of this full name, exactly as written, or null.</summary>
    public Service? Find(string fullName) => All.FirstOrDefault(service => service.FullName == fullName);

    /// <summary>The service somebody asks for by this full name, or null.</summary>
    public Service? FindSought(string fullName) => TextRule.Sought(fullName).Select(Find).FirstOrDefault(found => found is not null);

    /// <summary>Ancestors of a service, the nearest first.</summary>
    public IEnumerable<Service> Ancestors(ServiceId id)
    {
        for (var parent = Find(id)?.ParentId; parent is { } next; parent = byId[next].ParentId)
        {
            yield return byId[next];
        }
    }

    /// <summary>True when the service and all its ancestors are valid (spec §1, validity).</summary>
    public bool IsEffective(ServiceId id) => Find(id) is { Validity: Validity.Valid } && InvalidAncestor(id) is null;

    /// <summary>The outermost invalid ancestor, which makes the service not effective; null if all are valid.</summary>
    public Service? InvalidAncestor(ServiceId id) => Ancestors(id).LastOrDefault(ancestor => ancestor.Validity != Validity.Valid);

    private static int Compare((string Folded, string Level)[] a, (string Folded, string Level)[] b)
    {
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            if (CodePointOrder.Instance.Compare(a[i].Folded, b[i].Folded) is var byFolded and not 0)
            {
                return byFolded;
            }

            if (CodePointOrder.Instance.Compare(a[i].Level, b[i].Level) is var byLevel and not 0)
            {
                return byLevel;
            }
        }

        return a.Length - b.Length;
    }
}
