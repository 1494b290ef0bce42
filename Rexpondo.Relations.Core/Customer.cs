namespace Rexpondo.Relations.Core;

/// <summary>A company the desk serves.</summary>
/// <param name="Number">Internal number.</param>
/// <param name="CustomerId">The customer id, unique exactly as written, 1 to 200 characters.</param>
/// <param name="Name">Its name.</param>
/// <param name="Validity">An invalid customer gives its persons nothing (G6).</param>
public sealed record Customer(CustomerNumber Number, string CustomerId, string Name, Validity Validity);
