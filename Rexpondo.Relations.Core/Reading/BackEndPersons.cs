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
    public static BackEndPersons None { get; } = Of([]);

    internal static BackEndPersons Of(IEnumerable<PersonFacts> persons)
    {
        var all = new IdSet.Builder();
        var (valid, invalid, blocked) = (0, 0, 0);
        foreach (var person in persons)
        {
            all.Add(person.Id);
            valid += person.Valid ? 1 : 0;
            blocked += !person.Valid && person.Blocked ? 1 : 0;
            invalid += !person.Valid && !person.Blocked ? 1 : 0;
        }

        return new BackEndPersons(all.ToSet(), valid, invalid, blocked);
    }
}
