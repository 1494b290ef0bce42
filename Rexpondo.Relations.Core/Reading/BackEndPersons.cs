using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>The customer users of a back end.</summary>
/// <param name="All">All of them.</param>
/// <param name="Valid">How many are valid; a blocked one is among them neither here nor anywhere.</param>
/// <param name="Invalid">How many others there are, without the blocked.</param>
/// <param name="Blocked">How many are blocked here.</param>
public sealed record BackEndPersons(IdSet All, int Valid, int Invalid, int Blocked)
{
    /// <summary>Of a back end without anybody.</summary>
    public static BackEndPersons None { get; } = new(IdSet.Empty, 0, 0, 0);
}
