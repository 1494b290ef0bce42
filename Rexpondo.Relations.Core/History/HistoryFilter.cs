using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.History;

/// <summary>
/// Which change sets are asked for: those that everything given applies to. Two objects that can stand in one cell, such as a
/// customer user and a group, are asked for together: only their common cell counts.
/// </summary>
public sealed record HistoryFilter
{
    /// <summary>Everything.</summary>
    public static readonly HistoryFilter All = new();

    /// <summary>A customer user: cells of her, fields of her record.</summary>
    public CustomerUserId? Person { get; init; }

    /// <summary>A customer: its groups, its further customer users, fields of its record.</summary>
    public CustomerNumber? Customer { get; init; }

    /// <summary>A group: cells of customer users and of customers, fields of its record, deployed settings that name it.</summary>
    public GroupId? Group { get; init; }

    /// <summary>A service: who has it, whether it is a default service, fields of its record.</summary>
    public ServiceId? Service { get; init; }

    /// <summary>Login of the agent in any letter case, as it was then; or of the program.</summary>
    public string Agent { get; init; } = "";

    /// <summary>Those with at least one line about this.</summary>
    public ChangeTopic? What { get; init; }

    /// <summary>By which way.</summary>
    public ChangeWay? Way { get; init; }

    /// <summary>Words of the reason, found as in any search box.</summary>
    public string Reason { get; init; } = "";

    /// <summary>From this moment on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The objects asked for.</summary>
    public IReadOnlyList<ObjectRef> Objects =>
    [
        .. Person is { } person ? [new ObjectRef(RelationSide.CustomerUser, person.Value)] : Array.Empty<ObjectRef>(),
        .. Customer is { } customer ? [new ObjectRef(RelationSide.Customer, customer.Value)] : Array.Empty<ObjectRef>(),
        .. Group is { } group ? [new ObjectRef(RelationSide.Group, group.Value)] : Array.Empty<ObjectRef>(),
        .. Service is { } service ? [new ObjectRef(RelationSide.Service, service.Value)] : Array.Empty<ObjectRef>(),
    ];
}
