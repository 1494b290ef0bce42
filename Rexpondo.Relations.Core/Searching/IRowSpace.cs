namespace Rexpondo.Relations.Core.Searching;

/// <summary>
/// The rows a search box searches: customer users by the name index, or groups and services from their list. Immutable:
/// a change makes a new one.
/// </summary>
public interface IRowSpace
{
    /// <summary>All numbers in the order in which they are listed; not to be changed.</summary>
    int[] Order { get; }

    /// <summary>The numbers that match, whatever their validity.</summary>
    IdSet Search(SearchQuery query);
}
