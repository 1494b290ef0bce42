using System.Text;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Maintenance;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Maintenance;

public sealed class StoreCheckTests : IDisposable
{
    private readonly Desk desk = new();
    private readonly CustomerUserId anna;
    private readonly GroupId billing;

    public StoreCheckTests()
    {
        anna = desk.CustomerUser("ANNA", email: "Anna@Acme.example", customer: desk.Customer());
        billing = desk.Group();
        desk.Relate(anna, billing, PermissionSet.Ro);
        desk.Relate(anna, desk.Service("Network::Setup", desk.Service("Network")));
        desk.Deploy(settings => settings with { AlwaysGroups = ["billing"] });
    }

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task Check_OfAStoreAsTheProgramWritesIt_FindsNothing()
    {
        await desk.Save(Desk.Edit(MatrixId.GroupsOf(anna), PermissionSet.Rw, true, billing.Value));
        await desk.Save(Desk.Edit(MatrixId.GroupsOf(anna), PermissionSet.Ro, false, billing.Value));

        Findings().Should().BeEmpty();
    }

    [Theory]
    [InlineData("UPDATE customer_user_group SET keys = 3", "customer_user_group: 1 and 1 have the keys 3, the log says 1 (change set *)")]
    [InlineData("DELETE FROM customer_user_service", "customer_user_service: 1 and 2 have the keys 0, the log says 1 (change set *)")]
    [InlineData("INSERT INTO customer_group VALUES (1, 1, 2)", "customer_group: 1 and 1 have the keys 2, the log knows nothing of them")]
    [InlineData("UPDATE customer_user_group SET keys = 33", "customer_user_group: 1 and 1 have the keys 33, of which some are not known", "*the log says 1*")]
    [InlineData("UPDATE customer_user SET login = 'anne'", "customer_user 1: login \"anne\" is folded as \"anna\"")]
    [InlineData("UPDATE customer_user SET email_folded = 'x'", "customer_user 1: email \"Anna@Acme.example\" is folded as \"x\"")]
    [InlineData("UPDATE agent SET login_folded = 'x'", "agent 1: login \"root\" is folded as \"x\"")]
    [InlineData("UPDATE service SET full_name = 'Net' WHERE id = 1", "service 2: \"Network::Setup\" does not stand below \"Net\"")]
    [InlineData("UPDATE service SET parent_id = NULL", "service 2: \"Network::Setup\" does not stand below nothing")]
    [InlineData("PRAGMA foreign_keys = OFF; UPDATE customer_user SET customer = 77; PRAGMA foreign_keys = ON", "customer_user: row 1 refers to a row of customer that is not there")]
    [InlineData("UPDATE setting SET value = '[]' WHERE name = 'CustomerGroupAlwaysGroups'", "setting CustomerGroupAlwaysGroups: its value is not the one that was deployed last")]
    [InlineData("UPDATE customer_user SET first_name = 'Anna' || char(8238)", "customer user \"ANNA\": *")]
    [InlineData("PRAGMA user_version = 99", "the schema is 99, this program has *: a newer program has used it")]
    [InlineData("PRAGMA user_version = 2", "the schema is 2, this program has *: start the server or import once, then check again")]
    [InlineData("PRAGMA ignore_check_constraints = ON; UPDATE permission_group SET validity = 9", "CHECK constraint failed in permission_group")]
    public void Check_OfAStoreThatSaysOtherwise_NamesIt(string damage, params string[] findings)
    {
        desk.Execute(damage);

        var found = Findings();
        found.Should().HaveCount(findings.Length);
        foreach (var finding in findings)
        {
            found.Should().ContainMatch(finding);
        }
    }

    [Fact]
    public void Check_OfRowsThatWereSavedTogether_ReadsTheLogWhereTheyArePacked()
    {
        var persons = desk.CustomerUsers(200);
        desk.Change(connection =>
        {
            using var log = new CellLogWriter(connection, RelationKind.CustomerUserGroup);
            foreach (var person in persons)
            {
                connection.Execute("INSERT INTO customer_user_group VALUES ($person, $group, 2)", ("$person", person.Value), ("$group", billing.Value));
                log.Add(ChangeLog.Revision(connection), person.Value, billing.Value, PermissionSet.None, PermissionSet.Rw);
            }

            log.Flush();
        });
        desk.Scalar("SELECT count(*) FROM change_bulk").Should().BePositive();
        Findings().Should().BeEmpty();

        desk.Execute($"UPDATE customer_user_group SET keys = 1 WHERE customer_user_id = {persons[7].Value}");

        Findings().Should().ContainSingle().Which.Should().Match($"customer_user_group: {persons[7].Value} and 1 have the keys 1, the log says 2 (change set *)");
    }

    [Fact]
    public void Check_OfAFileWithAFlippedByte_NamesIt()
    {
        desk.Group("a name that is nowhere else");
        desk.Store.Dispose();
        var bytes = File.ReadAllBytes(desk.Store.DatabasePath);
        var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("a name that is nowhere else"));
        at.Should().BePositive();
        bytes[at] ^= 1;
        File.WriteAllBytes(desk.Store.DatabasePath, bytes);

        Findings().Should().ContainMatch("*index*permission_group*");
    }

    [Fact]
    public void Check_OfAFileWithAPageOfRubbish_SaysWhatCanStillBeSaid()
    {
        desk.CustomerUsers(500);
        desk.Store.Dispose();
        var bytes = File.ReadAllBytes(desk.Store.DatabasePath);
        bytes.AsSpan(bytes.Length - 8192, 8192).Fill(0x5A);
        File.WriteAllBytes(desk.Store.DatabasePath, bytes);

        Findings().Should().NotBeEmpty();
    }

    private List<string> Findings()
    {
        var findings = new List<string>();
        new StoreMaintenance(new StoreOptions { DatabasePath = desk.Store.DatabasePath }, desk.Clock).Check(finding => findings.Add(finding.What), null, CancellationToken.None);
        return findings;
    }
}
