using System.Globalization;

namespace Rexpondo.Relations.Core.Records;

/// <summary>Where a service can stand and what it is called there, with all its descendants (spec §1, service). Pure.</summary>
internal static class ServiceMoveRule
{
    /// <summary>Why the name of one level is refused, or null.</summary>
    public static string? LevelError(string level) =>
        FieldRules.Error(RecordField.Name, level, required: true)
        ?? (level.Contains(ServicePath.Separator, StringComparison.Ordinal)
            ? $"{RecordField.Name} contains {ServicePath.Separator}, which stands between two levels"
            : null)
        ?? ServicePath.Error(level);

    /// <summary>The full name of a level below a parent, or at the top.</summary>
    public static string FullName(string? parent, string level) => parent is null ? level : parent + ServicePath.Separator + level;

    /// <summary>Why a service cannot be called so or stand there.</summary>
    /// <param name="tree">All services as they are.</param>
    /// <param name="id">The service, or null for one that is added.</param>
    /// <param name="wanted">Its form, cleaned.</param>
    public static IEnumerable<FieldError> Errors(ServiceTree tree, ServiceId? id, ServiceFields wanted)
    {
        if (ParentError(tree, id, wanted.Parent) is { } parentError)
        {
            yield return new FieldError(RecordField.SubServiceOf, parentError);
        }
        else if (LevelError(wanted.Name) is null && NameError(tree, id, wanted) is { } nameError)
        {
            yield return new FieldError(RecordField.Name, nameError);
        }
    }

    /// <summary>The tree as it would be; a parent that is not possible leaves the service where it is.</summary>
    public static ServiceTree After(ServiceTree tree, ServiceId id, ServiceFields wanted)
    {
        if (tree.Find(id) is not { } service)
        {
            return tree;
        }

        var parent = ParentError(tree, id, wanted.Parent) is null ? wanted.Parent : service.ParentId;
        var name = FullName(parent is { } above ? tree.Find(above)!.FullName : null, wanted.Name);
        return new ServiceTree(tree.All.Select(other =>
            other.Id == id ? other with { ParentId = parent, FullName = name, Comment = wanted.Comment, Validity = wanted.Validity }
            : IsBelow(tree, other.Id, id) ? other with { FullName = name + other.FullName[service.FullName.Length..] }
            : other));
    }

    private static string? ParentError(ServiceTree tree, ServiceId? id, ServiceId? parent) => parent switch
    {
        null => null,
        { } there when tree.Find(there) is null => "there is no such service",
        { } itself when itself == id => "a service cannot stand under itself",
        { } below when id is { } service && IsBelow(tree, below, service) =>
            $"a service cannot stand under its own sub-service \"{tree.Find(below)!.FullName}\"",
        _ => null,
    };

    private static string? NameError(ServiceTree tree, ServiceId? id, ServiceFields wanted)
    {
        var name = FullName(wanted.Parent is { } parent ? tree.Find(parent)!.FullName : null, wanted.Name);
        if (name.Length > FieldRules.MaxLength)
        {
            return TooLong(name, "the full name");
        }

        if (tree.Find(name) is { } taken && taken.Id != id)
        {
            return $"there is already a service \"{name}\"";
        }

        if (id is not { } service || tree.Find(service) is not { } now)
        {
            return null;
        }

        // The longest: once it fits, all others do.
        var longest = tree.All.Where(other => IsBelow(tree, other.Id, service)).MaxBy(other => other.FullName.Length);
        return longest is not null && name + longest.FullName[now.FullName.Length..] is { Length: > FieldRules.MaxLength } tooLong
            ? TooLong(tooLong, $"the full name of the sub-service \"{longest.FullName}\"")
            : null;
    }

    private static string TooLong(string name, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} would have {name.Length} characters, at most {FieldRules.MaxLength} are possible");

    private static bool IsBelow(ServiceTree tree, ServiceId id, ServiceId above) => tree.Ancestors(id).Any(ancestor => ancestor.Id == above);
}
