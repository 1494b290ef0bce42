namespace Rexpondo.Relations.Core.Reading;

/// <summary>Everything the desk knows of one customer user, and what she may do.</summary>
/// <param name="User">Name, login, e-mail, validity.</param>
/// <param name="Title">Form of address, may be empty.</param>
/// <param name="Phone">May be empty.</param>
/// <param name="Mobile">May be empty.</param>
/// <param name="Comment">May be empty.</param>
/// <param name="Customers">Her customers, the primary one first.</param>
/// <param name="Groups">The groups she has effective access to, with every source (G7).</param>
/// <param name="Services">The names of her effective services, in the order of the list, and which case holds (S1).</param>
/// <param name="Source">Which case holds.</param>
/// <param name="DefaultServices">How many default services are effective.</param>
/// <param name="Keys">The permission keys in order.</param>
public sealed record PersonDetail(
    CustomerUser User, string Title, string Phone, string Mobile, string Comment, IReadOnlyList<Customer> Customers,
    IReadOnlyList<(Group Group, GroupAccess Access)> Groups, IReadOnlyList<Service> Services, ServiceSource Source, int DefaultServices, PermissionKeys Keys);
