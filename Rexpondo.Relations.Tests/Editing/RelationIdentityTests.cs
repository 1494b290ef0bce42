using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Editing;

public sealed class RelationIdentityTests : IDisposable
{
    private static readonly PermissionSet RoRw = PermissionSet.Ro | PermissionSet.Rw;

    private readonly Desk desk = new();
    private readonly CustomerUserId anna;
    private readonly GroupId billing;

    public RelationIdentityTests()
    {
        anna = desk.CustomerUser();
        billing = desk.Group();
    }

    private MatrixId GroupsOfAnna => MatrixId.GroupsOf(anna);

    public void Dispose() => desk.Dispose();

    [Theory]
    [InlineData("customer_user", "login = 'anna.schmidt', login_folded = 'anna.schmidt'")]
    [InlineData("permission_group", "name = 'invoices'")]
    [InlineData("service", "full_name = 'Post'")]
    [InlineData("customer", "customer_id = 'ACME-2'")]
    public async Task Rename_OfAnything_KeepsEveryRelation(string table, string rename)
    {
        var acme = desk.Customer();
        var mail = desk.Service("Mail");
        desk.Relate(anna, billing, RoRw);
        desk.Relate(anna, mail);
        desk.Relate(anna, acme);
        desk.Relate(acme, billing, PermissionSet.Ro);
        desk.Default(mail);
        var rows = desk.AllRows();

        desk.Change($"UPDATE {table} SET {rename}");

        desk.AllRows().Should().Be(rows);
        (await desk.Save(Desk.Edit(GroupsOfAnna, PermissionSet.Ro, false, billing.Value))).Should().BeOfType<Saved>();
    }

    [Fact]
    public void Neighbours6ANewPersonWithAnOldLogin_StartsEmpty()
    {
        desk.Relate(anna, billing, RoRw);
        desk.Change("UPDATE customer_user SET login = 'anna.schmidt', login_folded = 'anna.schmidt'");

        var newcomer = desk.CustomerUser("anna");

        desk.Stored(newcomer, billing).Should().Be(PermissionSet.None);
        desk.Stored(anna, billing).Should().Be(RoRw);
    }

    [Fact]
    public void AnIdThatWasDeletedBesideTheProduct_IsNeverGivenAgain()
    {
        var last = desk.CustomerUser("last");
        desk.Change("DELETE FROM customer_user WHERE login = 'last'");

        desk.CustomerUser("next").Value.Should().BeGreaterThan(last.Value);
    }

    [Fact]
    public void Neighbours5ALoginInOtherLetterCase_IsTheSamePerson()
    {
        var märz = desk.CustomerUser("MÄRZ.Anna");

        desk.Scalar("SELECT id FROM customer_user WHERE login_folded = $login", ("$login", LoginFolding.Fold("märz.ANNA"))).Should().Be(märz.Value);
        FluentActions.Invoking(() => desk.CustomerUser("märz.anna")).Should().Throw<SqliteException>("logins are unique in any case");
    }

    [Fact]
    public async Task Neighbours9ALoginOf120Characters_IsStoredAndSaved()
    {
        var login = new string('x', 120);
        FieldRules.Error("login", login, required: true).Should().BeNull();
        var person = desk.CustomerUser(login);

        (await desk.Save(Desk.Edit(MatrixId.GroupsOf(person), PermissionSet.Ro, true, billing.Value))).Should().BeOfType<Saved>();

        desk.Stored(person, billing).Should().Be(PermissionSet.Ro);
    }
}
