namespace Rexpondo.Relations.Core.Reading;

/// <summary>One service and for whom it is.</summary>
/// <param name="Service">Full name, comment, validity.</param>
/// <param name="Parent">The service it is a sub-service of.</param>
/// <param name="Children">Its own sub-services.</param>
/// <param name="InvalidAncestor">The ancestor that keeps it from being effective.</param>
/// <param name="IsDefault">It is a default service.</param>
/// <param name="Available">How many valid customer users may choose it.</param>
/// <param name="Assigned">How many customer users have it as a specific service, effective or not.</param>
public sealed record ServiceDetail(
    Service Service, Service? Parent, IReadOnlyList<Service> Children, Service? InvalidAncestor, bool IsDefault, int Available, int Assigned);
