using Rexpondo.Relations.Core.Importing;

namespace Rexpondo.Relations.Tests.Importing;

/// <summary>Files and the customer users of a read-only back end: no file changes them, their relations come in as ever.</summary>
public sealed class ReadOnlyPersonTests : IDisposable
{
    private const string PersonHeader = "login,first_name,last_name,email,customer_id,valid\n";

    private readonly ImportDesk desk = new();

    public void Dispose() => desk.Dispose();

    [Theory]
    [InlineData("ANNA,A,M,a@x.example,ACME,valid")]
    [InlineData("anna,Anna,M,a@x.example,ACME,valid")]
    [InlineData("anna,A,Meier,a@x.example,ACME,valid")]
    [InlineData("anna,A,M,,ACME,valid")]
    [InlineData("anna,A,M,a@x.example,,valid")]
    [InlineData("anna,A,M,a@x.example,NEW,valid")]
    [InlineData("anna,A,M,a@x.example,ACME,invalid")]
    public async Task ImportAsync_OfARowThatDiffers_NamesTheBackEndAndWritesNothing(string row)
    {
        await GivenAnnaOfTheDirectory();

        (await desk.ProblemsAsync(("customers.csv", "customer_id,name,valid\nNEW,New,valid\n"), Persons("bert,B,M,,,valid", row)))
            .Should().Equal("customer_users.csv:3: customer user \"anna\" comes from the back end \"Directory\" and can be changed only there");
    }

    [Fact]
    public async Task ImportAsync_OfAnEqualRow_ChangesNothing()
    {
        await GivenAnnaOfTheDirectory();

        (await desk.GivenAsync(Persons("anna,A,M,a@x.example,ACME,valid"))).ChangeSet.Should().BeNull();
    }

    [Fact]
    public async Task ImportAsync_OfHerRelations_WritesThem()
    {
        await GivenAnnaOfTheDirectory();

        await desk.GivenAsync(("groups.csv", "name,comment,valid\nbilling,,valid\n"), ("customer_user_groups.csv", "login,group,permission\nanna,billing,ro\n"));

        desk.Desk.Count("customer_user_group").Should().Be(1);
    }

    [Fact]
    public async Task Export_OfOneWhoIsBlocked_SaysInvalidAndIsNothingNewHere()
    {
        await GivenAnnaOfTheDirectory();
        desk.Desk.Execute("UPDATE customer_user SET blocked = 1");
        var folder = Path.Combine(desk.Desk.Folder, "export");

        await new Exporter(desk.Desk.Store).ExportAsync(folder, default);

        (await File.ReadAllLinesAsync(Path.Combine(folder, "customer_users.csv"))).Should().Contain("anna,A,M,a@x.example,ACME,invalid");
        (await desk.ImportFolderAsync(folder)).Should().BeOfType<Imported>().Which.ChangeSet.Should().BeNull();
        desk.Desk.Texts("SELECT blocked || ' ' || validity FROM customer_user").Should().Equal("1 1");
        (await desk.GivenAsync(Persons("anna,A,M,a@x.example,ACME,valid"))).ChangeSet.Should().BeNull("that is what her back end says");
    }

    [Fact]
    public async Task Export_OfOneWhoIsBlocked_KeepsHerOutElsewhere()
    {
        await GivenAnnaOfTheDirectory();
        desk.Desk.Execute("UPDATE customer_user SET blocked = 1");
        var folder = Path.Combine(desk.Desk.Folder, "export");
        await new Exporter(desk.Desk.Store).ExportAsync(folder, default);
        using var elsewhere = new ImportDesk();

        await elsewhere.ImportFolderAsync(folder);

        elsewhere.Desk.Worlds.Read().Persons.Should().ContainSingle().Which.Valid.Should().BeFalse();
    }

    [Theory]
    [InlineData(2, "invalid")]
    [InlineData(3, "invalid-temporarily")]
    public async Task Export_OfOneWhoIsBlockedAndNotValidAnyway_SaysWhatHerBackEndSays(int validity, string word)
    {
        await GivenAnnaOfTheDirectory();
        desk.Desk.Execute($"UPDATE customer_user SET blocked = 1, validity = {validity}");
        var folder = Path.Combine(desk.Desk.Folder, "export");

        await new Exporter(desk.Desk.Store).ExportAsync(folder, default);

        (await File.ReadAllLinesAsync(Path.Combine(folder, "customer_users.csv"))).Should().Contain($"anna,A,M,a@x.example,ACME,{word}");
    }

    private async Task GivenAnnaOfTheDirectory()
    {
        await desk.GivenAsync(("customers.csv", "customer_id,name,valid\nACME,Acme,valid\n"), Persons("anna,A,M,a@x.example,ACME,valid"));
        desk.Desk.Execute("INSERT INTO back_end (id, name) VALUES (2, 'Directory'); UPDATE customer_user SET back_end = 2");
    }

    private static (string, string) Persons(params string[] rows) => ("customer_users.csv", PersonHeader + string.Join("\n", rows) + "\n");
}
