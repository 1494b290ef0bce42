namespace Rexpondo.Relations.Tests.Importing;

/// <summary>What an import leaves in the change log of the records it adds and changes.</summary>
public sealed class ImportedFieldsTests : IDisposable
{
    private const string Log =
        """
        SELECT record || ' ' || field || ': ' || ifnull(old_value, '(new)') || ' > ' || new_value FROM change_field
        WHERE change_set_id = (SELECT max(id) FROM change_set) ORDER BY record, record_id, field
        """;

    private static readonly (string, string)[] First =
    [
        ("customers.csv", "customer_id,name,valid\nACME,Acme,valid\nGLOBEX,,valid\n"),
        ("customer_users.csv", "login,first_name,last_name,email,customer_id,valid\nanna,Anna,Meier,anna@acme.example,ACME,valid\n"),
        ("groups.csv", "name,comment,valid\nbilling,,valid\n"),
        ("services.csv", "name,comment,valid\nNetwork::VPN,,valid\n"),
    ];

    private readonly ImportDesk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task ImportAsync_OfNewRecords_NamesEachOnce()
    {
        await desk.GivenAsync(First);

        desk.Desk.Texts(Log).Should().Equal(
            "1 Login: (new) > anna", "2 Customer ID: (new) > ACME", "2 Customer ID: (new) > GLOBEX", "3 Name: (new) > billing",
            "4 Name: (new) > Network", "4 Name: (new) > Network::VPN");
    }

    [Fact]
    public async Task ImportAsync_OfChangedRecords_RecordsEachFieldThatDiffers()
    {
        await desk.GivenAsync(First);

        await desk.GivenAsync(
            ("customers.csv", "customer_id,name,valid\nACME,Acme Corporation,invalid\nGLOBEX,,valid\n"),
            ("customer_users.csv", "login,first_name,last_name,email,customer_id,valid\nANNA,Änne,Meier,,GLOBEX,invalid-temporarily\n"),
            ("groups.csv", "name,comment,valid\nbilling,for bills,valid\n"),
            ("services.csv", "name,comment,valid\nNetwork::VPN,,invalid\n"));

        desk.Desk.Texts(Log).Should().Equal(
            "1 Customer: ACME > GLOBEX", "1 E-mail: anna@acme.example > ", "1 First name: Anna > Änne", "1 Login: anna > ANNA", "1 Validity: valid > invalid-temporarily",
            "2 Name: Acme > Acme Corporation", "2 Validity: valid > invalid", "3 Comment:  > for bills", "4 Validity: valid > invalid");
    }

    [Fact]
    public async Task ImportAsync_OfTheSameTwice_LeavesNothing()
    {
        await desk.GivenAsync(First);
        var lines = desk.Desk.Count("change_field");

        await desk.GivenAsync(First);

        desk.Desk.Count("change_field").Should().Be(lines);
    }
}
