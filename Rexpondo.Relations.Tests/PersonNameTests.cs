using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Tests;

public sealed class PersonNameTests
{
    [Theory]
    [InlineData("Anna", "Meier", "anna@acme.example", "ACME", "Anna Meier <anna@acme.example> (ACME)")]
    [InlineData("Anna", "", "", "ACME", "Anna (ACME)")]
    [InlineData("", "Meier", "anna@acme.example", null, "Meier <anna@acme.example>")]
    [InlineData("", "", "", null, "anna")]
    [InlineData(" ", " ", "", "", "anna")]
    public void Shown_LeavesOutWhatIsEmpty(string first, string last, string email, string? customerId, string shown) =>
        Some.CustomerUser(login: "anna", firstName: first, lastName: last, email: email, customerId: customerId).Shown.Should().Be(shown);
}
