namespace Rexpondo.Relations.Core.History;

/// <summary>How an object of the log is called today.</summary>
/// <param name="Object">Which.</param>
/// <param name="Name">The name lists show; <c>#5</c> for a number that is not there.</param>
/// <param name="Key">What files call it: login, customer id, name of a group, full name of a service; <c>#5</c> for one that is not there.</param>
/// <param name="IsThere">True if there is such an object.</param>
public sealed record ObjectName(ObjectRef Object, string Name, string Key, bool IsThere);
