using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Tests;

/// <summary>Builds values of which a test names only what matters.</summary>
internal static class Some
{
    public static CustomerUser CustomerUser(
        int id = 1, string login = "anna", string firstName = "Anna", string lastName = "Meier", string email = "anna@acme.example",
        string? customerId = "ACME", Validity validity = Validity.Valid, string backEnd = BackEnd.DefaultName) =>
        new(new CustomerUserId(id), login, firstName, lastName, email, customerId, validity, backEnd, Blocked: false);

    public static Group Group(int id = 1, string name = "billing", Validity validity = Validity.Valid) =>
        new(new GroupId(id), name, "", validity);

    public static Service Service(int id, string fullName, int? parent = null, Validity validity = Validity.Valid) =>
        new(new ServiceId(id), parent is { } number ? new ServiceId(number) : null, fullName, "", validity);

    /// <summary>A valid person and a valid group with group support on and nothing stored: nothing gives, nothing blocks.</summary>
    public static GroupAccessFacts Facts() => new() { PersonValid = true, GroupValid = true };

    public static CustomerGrant Grant(string customerId = "ACME", bool valid = true, PermissionSet stored = default) => new(customerId, valid, stored);

    public static NamedRow Row(int id, string name, string login, params IReadOnlyList<string> otherFields) => new(id, name, login, otherFields);

    /// <summary>The keys <c>ro, note, move_into, rw</c>, with bits as a desk gives them: new keys after <c>rw</c>.</summary>
    public static readonly PermissionKeys FourKeys = new(
        [new PermissionKey("ro", 0), new PermissionKey("note", 2), new PermissionKey("move_into", 3), new PermissionKey("rw", 1)]);
}
