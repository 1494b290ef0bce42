namespace Rexpondo.Relations.Core;

/// <summary>A company the desk serves.</summary>
/// <param name="Number">Internal number.</param>
/// <param name="CustomerId">The customer id, unique exactly as written, 1 to 200 characters.</param>
/// <param name="Name">Its name.</param>
/// <param name="Validity">An invalid customer gives its persons nothing (G6).</param>
public sealed record Customer(CustomerNumber Number, string CustomerId, string Name, Validity Validity)
{
    /// <summary>The name as shown; the customer id where there is none.</summary>
    public string Shown => ShownOf(CustomerId, Name);

    /// <summary>What follows the name: <c>(customer id)</c>, unless it is the name itself.</summary>
    public string Detail => Shown == CustomerId ? "" : $"({CustomerId})";

    /// <summary>How a customer is called in lists.</summary>
    public static string ShownOf(string customerId, string name) => name.Length > 0 ? name : customerId;
}
