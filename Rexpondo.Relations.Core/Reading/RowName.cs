namespace Rexpondo.Relations.Core.Reading;

/// <summary>One row of a list as it is shown, without its relation.</summary>
/// <param name="Id">Internal number.</param>
/// <param name="Name">
/// What the row is called (the row name of spec §1): first and last name, with the login where another customer user has the
/// same; a customer's name, with its id likewise; name of the group, full name of the service.
/// </param>
/// <param name="Leaf">What is written in the row; the last level of a service, else the name.</param>
/// <param name="Detail">What follows it: e-mail and customer id of a customer user.</param>
/// <param name="Depth">Level in a tree, from 0.</param>
/// <param name="NotEffective">Why the row does not count, or null if it does.</param>
public sealed record RowName(int Id, string Name, string Leaf, string Detail, int Depth, RowFault? NotEffective)
{
    /// <summary>The login of a customer user, which tells two of one name apart; else null.</summary>
    public string? Login { get; init; }

    /// <summary>What it is called by itself, whoever else is called so.</summary>
    public string OwnName { get => field ?? Name; init; }

    /// <summary>Name and what follows it.</summary>
    public string Shown => Detail.Length == 0 || Name.EndsWith(Detail, StringComparison.Ordinal) ? Name : $"{Name} {Detail}";

    /// <summary>The back end of a customer user who does not come from <c>Default</c>; else null.</summary>
    public string? BackEnd { get; init; }
}
