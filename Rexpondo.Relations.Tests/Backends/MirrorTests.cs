using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Backends;

public sealed class MirrorTests : IDisposable
{
    private const string Header = MirroredDesk.Header;
    private const string HeaderWithId = MirroredDesk.HeaderWithId;

    private readonly MirroredDesk mirrored = new();

    private Desk Desk => mirrored.Desk;

    [Fact]
    public async Task Persons_AppearChangeGoAndReturn_WithTheirRelations()
    {
        var first = await mirrored.MirrorAsync(Header, "bea,Bea,Berg,bea@p.example,ACME,valid", "cem,Cem,Can,,,invalid-temporarily");
        (first.Added, first.Changed, first.Problems.Length).Should().Be((2, 0, 0));
        mirrored.Persons().Should().Equal("bea|Bea Berg|bea@p.example|ACME|valid", "cem|Cem Can|||invalid-temporarily");
        var bea = mirrored.Person("bea");
        (bea.BackEnd, bea.Blocked).Should().Be(("Partners", false));
        Desk.Relate(bea.Id, mirrored.Billing, PermissionSet.OfBit(0));
        Desk.Relate(bea.Id, mirrored.Vpn);
        var rows = Desk.AllRows();

        await mirrored.MirrorAsync(Header, "BEA,Beate,Berg,bea@p.example,,valid", "cem,Cem,Can,,,invalid-temporarily");
        mirrored.Persons().Should().StartWith("BEA|Beate Berg|bea@p.example||valid");
        mirrored.Person("bea").Id.Should().Be(bea.Id);

        await mirrored.MirrorAsync(Header, "cem,Cem,Can,,,valid");
        mirrored.Person("bea").Validity.Should().Be(Validity.Invalid);
        Desk.AllRows().Should().Be(rows);

        await mirrored.MirrorAsync(Header, "cem,Cem,Can,,,valid", "bea,Bea,Berg,,ACME,valid");
        mirrored.Person("bea").Should().Be(bea with { Email = "" });
        Desk.AllRows().Should().Be(rows);
        var world = Desk.Worlds.Read();
        world.Effective(world.Find(bea.Id)!, world.Catalog.Find(mirrored.Billing)!).IsEmpty.Should().BeFalse();
    }

    [Fact]
    public async Task Nothing_ThatDiffers_WritesNothing()
    {
        await mirrored.MirrorAsync(Header, "bea,Bea,Berg,bea@p.example,ACME,valid");
        var revision = Desk.Revision();

        var again = await mirrored.MirrorAsync(Header, "bea,Bea,Berg,bea@p.example,ACME,valid");

        again.ChangeSet.Should().BeNull();
        Desk.Revision().Should().Be(revision);
    }

    [Fact]
    public async Task Change_IsTakenOverByWhatIsKeptInMemory_AndNobodyElseIsRead()
    {
        await mirrored.MirrorAsync(Header, "bea,Bea,Berg,,ACME,valid", "cem,Cem,Can,,,valid", "dan,Dan,Dorn,,,valid");
        var names = new NameDirectory(Desk.Store);
        var (before, _) = (Desk.Worlds.Read(), names.Read());
        var (bea, cem, dan) = (mirrored.Person("bea").Id, mirrored.Person("cem").Id, mirrored.Person("dan").Id);
        await mirrored.MirrorAsync(Header, "bea,Bea,Fels,,,valid", "dan,Dan,Dorn,,,valid", "eve,Eve,Ernst,,,valid");

        var now = Desk.Worlds.Read();
        now.Find(dan).Should().BeSameAs(before.Find(dan), "nothing of them differs");
        (now.Find(bea)!.Customers.Length, now.Find(cem)!.Valid, now.Persons.Count() - before.Persons.Count()).Should().Be((0, false, 1));
        names.Read().Search(SearchQuery.Parse("fels")).Should().Equal(bea.Value);
        names.Read().Search(SearchQuery.Parse("ernst")).Count.Should().Be(1);
    }

    [Fact]
    public async Task ChangeSet_HasEveryFieldOldAndNew()
    {
        await mirrored.MirrorAsync(Header, "bea,Bea,Berg,bea@p.example,ACME,valid", "cem,Cem,Can,,,valid");

        var result = await mirrored.MirrorAsync($"{Header},phone", "bea,Bea,Fels,b@p.example,,valid,+49 1");

        Logged(result.ChangeSet!.Value).Should().Equal(
            "bea Customer ACME → ", "bea E-mail bea@p.example → b@p.example", "bea Last name Berg → Fels", "bea Phone  → +49 1", "cem Validity valid → invalid");
        Desk.Scalar("SELECT touches_names FROM change_set WHERE id = $id AND way = 'back end' AND agent_login = 'Partners'", ("$id", result.ChangeSet)).Should().Be(1);
        (await mirrored.MirrorAsync(Header, "bea,Bea,Fels,b@p.example,,valid")).ChangeSet.Should().BeNull("what the file does not know stays");
    }

    [Fact]
    public async Task Id_KeepsTheRelationsOfARenamedLogin()
    {
        await mirrored.MirrorAsync(HeaderWithId, "7,bea,Bea,Berg,,,valid", "8,cem,Cem,Can,,,valid");
        var bea = mirrored.Person("bea").Id;

        // Both swap their logins: unique at every moment, in one refresh.
        await mirrored.MirrorAsync(HeaderWithId, "7,cem,Bea,Fels,,,valid", "8,bea,Cem,Can,,,valid");

        mirrored.Person("cem").Id.Should().Be(bea);
        mirrored.Persons().Should().Equal("bea|Cem Can|||valid", "cem|Bea Fels|||valid");
    }

    [Fact]
    public async Task Login_GivenToSomebodyNew_StartsEmpty()
    {
        await mirrored.MirrorAsync(HeaderWithId, "7,bea,Bea,Berg,bea@p.example,,valid", "8,cem,Cem,Can,,,valid");
        var former = mirrored.Person("bea").Id;
        Desk.Relate(former, mirrored.Billing, PermissionSet.OfBit(0));

        var result = await mirrored.MirrorAsync(HeaderWithId, "8,cem,Cem,Can,,,valid", "9,bea,Beate,Neu,bea@p.example,,valid");

        result.Problems.Should().ContainSingle().Which.Kind.Should().Be(MirrorProblemKind.LoginGivenAway);
        mirrored.Persons().Should().Equal("bea|Beate Neu|bea@p.example||valid", $"bea #{former.Value}|Bea Berg|||invalid", "cem|Cem Can|||valid");
        Desk.Stored(mirrored.Person("bea").Id, mirrored.Billing).IsEmpty.Should().BeTrue();
        Desk.Stored(former, mirrored.Billing).IsEmpty.Should().BeFalse();

        // The former one returns under another login, with what she had.
        await mirrored.MirrorAsync(HeaderWithId, "8,cem,Cem,Can,,,valid", "9,bea,Beate,Neu,bea@p.example,,valid", "7,bea2,Bea,Berg,,,valid");
        mirrored.Person("bea2").Id.Should().Be(former);
    }

    [Fact]
    public async Task Id_AddedOrTakenAway_FindsTheSamePersonsByTheirLogins()
    {
        await mirrored.MirrorAsync(Header, "bea,Bea,Berg,,,valid");
        var bea = mirrored.Person("bea").Id;

        (await mirrored.MirrorAsync(HeaderWithId, "7,bea,Bea,Berg,,,valid")).Problems.Should().BeEmpty();
        await mirrored.MirrorAsync(HeaderWithId, "7,beate,Bea,Berg,,,valid");
        mirrored.Person("beate").Id.Should().Be(bea);
        await mirrored.MirrorAsync(Header, "beate,Bea,Berg,,,valid");

        mirrored.Persons().Should().HaveCount(1);
        mirrored.Person("beate").Id.Should().Be(bea);
    }

    [Fact]
    public async Task Login_OfAnotherBackEnd_IsReportedAndLeftOut()
    {
        Desk.CustomerUser("Anna", email: "anna@acme.example");
        await mirrored.MirrorAsync(HeaderWithId, "1,bea,Bea,Berg,,,valid", "2,cem,Cem,Can,,,valid");

        // Cem takes a login he may not have and stays as he is; so Dora cannot have his, and stays out.
        var result = await mirrored.MirrorAsync(HeaderWithId, "1,bea,Bea,Berg,,,valid", "2,ANNA,Cem,Anders,,,valid", "3,cem,Dora,Dahl,,,valid", "4,eda,Eda,Eck,,,valid");

        result.Problems.Select(problem => problem.ToString()).Should().Equal(
            "ANNA: the login belongs to back end Default; left out", "cem: the login still belongs to a customer user who was left out; left out");
        mirrored.Persons().Should().Equal("bea|Bea Berg|||valid", "cem|Cem Can|||valid", "eda|Eda Eck|||valid");
        mirrored.Person("anna").BackEnd.Should().Be("Default");
    }

    [Fact]
    public async Task BackEnds_WithTheSameLogin_TheFirstHasIt()
    {
        mirrored.Configure("""{ "name": "Others", "kind": "Csv", "file": "others.csv" }""", """{ "name": "Partners", "kind": "Csv", "file": "partners.csv" }""");
        await File.WriteAllTextAsync(Path.Combine(mirrored.Folder, "others.csv"), $"{Header}\nbea,Bea,Other,,,valid\n");
        mirrored.Write(Header, "bea,Bea,Partner,,,valid", "cem,Cem,Can,,,valid");

        using var runner = mirrored.Runner();
        await runner.TickAsync(CancellationToken.None);
        Desk.Clock.Advance(BackEndRunner.Interval);
        await runner.TickAsync(CancellationToken.None);

        mirrored.Persons("Others").Should().Equal("bea|Bea Other|||valid");
        mirrored.Persons().Should().Equal("cem|Cem Can|||valid");
    }

    [Fact]
    public async Task Email_OfSomebodyElse_IsReportedAndLeftEmpty()
    {
        Desk.CustomerUser("anna", email: "anna@acme.example");

        var result = await mirrored.MirrorAsync(Header, "bea,Bea,Berg,Anna@ACME.example,,valid", "cem,Cem,Can,c@p.example,,valid", "dora,Dora,Dahl,C@p.example,,valid");

        result.Problems.Select(problem => problem.ToString()).Should().Equal(
            "bea: e-mail \"Anna@ACME.example\" belongs to customer user \"anna\" of back end Default; left empty",
            "dora: e-mail \"C@p.example\" belongs to customer user \"cem\"; left empty");
        mirrored.Persons().Should().Equal("bea|Bea Berg|||valid", "cem|Cem Can|c@p.example||valid", "dora|Dora Dahl|||valid");
    }

    [Fact]
    public async Task Emails_SwapInOneRefresh()
    {
        await mirrored.MirrorAsync(Header, "bea,,,b@p.example,,valid", "cem,,,c@p.example,,valid");

        (await mirrored.MirrorAsync(Header, "bea,,,c@p.example,,valid", "cem,,,b@p.example,,valid")).Problems.Should().BeEmpty();

        mirrored.Persons().Should().Equal("bea| |c@p.example||valid", "cem| |b@p.example||valid");
    }

    [Fact]
    public async Task Customer_ThatDoesNotExist_IsNamedAndThePersonHasNone()
    {
        var result = await mirrored.MirrorAsync(Header, "bea,Bea,Berg,,GLOBEX,valid");

        result.Problems.Should().ContainSingle().Which.ToString().Should().Be("bea: there is no customer \"GLOBEX\"; without customer");
        mirrored.Persons().Should().Equal("bea|Bea Berg|||valid");

        Desk.Customer("GLOBEX");
        (await mirrored.MirrorAsync()).Should().BeOfType<Mirrored>().Which.Problems.Should().BeEmpty();
        mirrored.Persons().Should().Equal("bea|Bea Berg||GLOBEX|valid");
    }

    [Fact]
    public async Task Customer_WhoseIdIsRenamedHere_KeepsEveryPersonAndEveryGrant()
    {
        Desk.Relate(mirrored.Acme, mirrored.Billing, PermissionSet.OfBit(0));
        await mirrored.MirrorAsync(Header, "bea,Bea,Berg,,ACME,valid");
        Desk.Execute("UPDATE customer SET customer_id = 'ACME-2' WHERE customer_id = 'ACME'");

        var result = await mirrored.MirrorAsync(Header, "bea,Beate,Berg,,ACME,valid", "cem,Cem,Can,,ACME,valid");

        result.Problems.Select(problem => problem.ToString()).Should().Equal(
            "bea: there is no customer \"ACME\"; stays with \"ACME-2\"", "cem: there is no customer \"ACME\"; without customer");
        mirrored.Persons().Should().Equal("bea|Beate Berg||ACME-2|valid", "cem|Cem Can|||valid");
        var world = Desk.FreshWorld();
        world.Effective(world.Find(mirrored.Person("bea").Id)!, world.Catalog.Find(mirrored.Billing)!).IsEmpty.Should().BeFalse();

        // No customer at all is an answer, too.
        (await mirrored.MirrorAsync(Header, "bea,Beate,Berg,,,valid", "cem,Cem,Can,,,valid")).Problems.Should().BeEmpty();
        mirrored.Persons().Should().StartWith("bea|Beate Berg|||valid");
    }

    [Fact]
    public async Task Id_ThatIsNotPossible_LeavesItsPersonAsSheIs()
    {
        await mirrored.MirrorAsync(HeaderWithId, "7,bea,Bea,Berg,bea@p.example,,valid", "8,cem,Cem,Can,,,valid", "9,dora,Dora,Dahl,,,valid");

        var result = await mirrored.MirrorAsync(
            HeaderWithId, ",bea,Bea,Other,,,valid", $"{new string('x', 201)},cem,Cem,Other,,,valid", "9,eda,Dora,Dahl,,,valid", "9,dora,Dora,Two,,,valid");

        result.MadeInvalid.Should().Be(0);
        result.Problems.Select(problem => problem.ToString()).Should().Equal(
            "bea: id is empty; left out", "cem: id has 201 characters, at most 200 are possible; left out", "dora: id \"9\" is there twice; left out");
        mirrored.Persons().Should().Equal("bea|Bea Berg|bea@p.example||valid", "cem|Cem Can|||valid", "eda|Dora Dahl|||valid");
    }

    [Fact]
    public async Task Person_WithAGoodRowBesidesOneThatIsLeftOut_IsTakenFromTheGoodOne()
    {
        await mirrored.MirrorAsync(HeaderWithId, "7,bea,Bea,Berg,bea@p.example,,valid");

        await mirrored.MirrorAsync(HeaderWithId, ",bea,Bea,Other,,,valid", "7,beate,Bea,Berg,bea@p.example,,valid");

        mirrored.Persons().Should().Equal("beate|Bea Berg|bea@p.example||valid");
    }

    [Fact]
    public async Task Id_ThatIsThereTwice_LeavesWhoHasItsLoginAsSheIs()
    {
        await mirrored.MirrorAsync(HeaderWithId, "7,bea,Bea,Berg,,,valid", "8,cem,Cem,Can,,,valid");

        await mirrored.MirrorAsync(HeaderWithId, "7,bea,Bea,Berg,,,valid", "7,cem,Cem,Can,,,valid");

        mirrored.Persons().Should().Equal("bea|Bea Berg|||valid", "cem|Cem Can|||valid");
    }

    [Fact]
    public async Task Person_ThatIsNotPossible_IsLeftOutAndStaysAsSheIs()
    {
        await mirrored.MirrorAsync(Header, "bea,Bea,Berg,,,valid");

        var result = await mirrored.MirrorAsync(Header, $"bea,{new string('x', 201)},Berg,,,valid", ",No,Login,,,valid", "cem,Cem,Can,,,valid", "CEM,Cem,Two,,,valid");

        result.Problems.Select(problem => problem.ToString()).Should().Equal(
            "bea: first_name has 201 characters, at most 200 are possible; left out",
            "No Login: login is empty; left out",
            "CEM: differs from \"cem\" only in its letter case; left out");
        mirrored.Persons().Should().Equal("bea|Bea Berg|||valid", "cem|Cem Can|||valid");
    }

    [Fact]
    public async Task Removals_BeyondTheLimit_StopAndAsk()
    {
        string[] twenty = [Header, .. Enumerable.Range(10, 20).Select(i => $"p{i},,,,,valid")];
        await mirrored.MirrorAsync(twenty);
        (await mirrored.MirrorAsync(twenty[..19])).MadeInvalid.Should().Be(2, "two of twenty are ten percent");
        await mirrored.MirrorAsync(twenty);
        var before = mirrored.Everything();

        mirrored.Write(twenty[..18]);
        var stopped = (await mirrored.MirrorAsync()).Should().BeOfType<MirrorStopped>().Subject;

        stopped.Reason.Should().Be("3 of 20 valid customer users would become invalid, more than 10 % and more than 1");
        mirrored.Everything().Should().Be(before);
        (await mirrored.MirrorAsync(accepted: 2)).Should().BeOfType<MirrorStopped>("more than what was seen is another question");
        (await mirrored.MirrorAsync(accepted: 3)).Should().BeOfType<Mirrored>().Which.MadeInvalid.Should().Be(3);
    }

    [Fact]
    public async Task Removals_OfASmallSource_AreOneAtATime()
    {
        await mirrored.MirrorAsync(Header, "bea,,,,,valid", "cem,,,,,valid", "dora,,,,,valid");
        mirrored.Write(Header, "bea,,,,,valid");
        (await mirrored.MirrorAsync()).Should().BeOfType<MirrorStopped>();

        (await mirrored.MirrorAsync(Header, "bea,,,,,valid", "cem,,,,,valid")).MadeInvalid.Should().Be(1);
        (await mirrored.MirrorAsync(Header, "bea,,,,,valid", "cem,,,,,invalid")).MadeInvalid.Should().Be(1);
    }

    [Theory]
    [InlineData("", 5)]
    [InlineData(", \"removalFloor\": 0", 1)]
    [InlineData(", \"removalFloor\": 0, \"removalLimit\": 0", 0)]
    [InlineData(", \"removalFloor\": 0, \"removalLimit\": 34", 4)]
    [InlineData(", \"removalFloor\": 7, \"removalLimit\": 0", 7)]
    public async Task Removals_UpToTheFloor_GoWhateverTheLimit(string keys, int possible)
    {
        mirrored.Configure($$"""{ "name": "Partners", "kind": "Csv", "file": "partners.csv"{{keys}} }""");
        string[] twelve = [Header, .. Enumerable.Range(10, 12).Select(i => $"p{i},,,,,valid")];
        await mirrored.MirrorAsync(twelve);

        mirrored.Write(twelve[..^(possible + 1)]);
        (await mirrored.MirrorAsync()).Should().BeOfType<MirrorStopped>().Which.MadeInvalid.Should().Be(possible + 1);
        (await mirrored.MirrorAsync(twelve[..^possible])).MadeInvalid.Should().Be(possible);
    }

    [Fact]
    public async Task Removals_ThatWait_KeepNothingElseWaiting()
    {
        await mirrored.MirrorAsync(
            HeaderWithId, "1,anna,Anna,Abt,a@p.example,,valid", "2,bea,Bea,Berg,b@p.example,,valid", "3,cem,Cem,Can,,,valid", "4,dora,Dora,Dahl,,,invalid");
        mirrored.Write(
            HeaderWithId, "3,cemal,Cem,Can,c@p.example,ACME,valid", "2,bea,Bea,Fels,b@p.example,,invalid", "5,eda,Eda,Eck,a@p.example,,valid",
            "6,ANNA,Anna,Neu,,,valid", "4,dora,Dora,Dahl,,,valid");

        var stopped = (await mirrored.MirrorAsync()).Should().BeOfType<MirrorStopped>().Subject;

        (stopped.MadeInvalid, stopped.Valid, stopped.Added, stopped.Changed).Should().Be((2, 3, 1, 3));
        mirrored.Persons().Should().Equal(
            "anna|Anna Abt|a@p.example||valid", "bea|Bea Fels|b@p.example||valid", "cemal|Cem Can|c@p.example|ACME|valid", "dora|Dora Dahl|||valid", "eda|Eda Eck|||valid");
        stopped.Problems.Select(problem => problem.ToString()).Should().BeEquivalentTo(
            "ANNA: the login still belongs to a customer user who waits to be removed; left out",
            "eda: e-mail \"a@p.example\" belongs to customer user \"anna\"; left empty");
        var revision = Desk.Revision();
        (await mirrored.MirrorAsync()).Should().BeOfType<MirrorStopped>().Which.ChangeSet.Should().BeNull("nothing differs any more but the removals");
        Desk.Revision().Should().Be(revision);

        (await mirrored.MirrorAsync(accepted: 2)).Should().BeOfType<Mirrored>().Which.MadeInvalid.Should().Be(2);
        mirrored.Persons().Where(person => person.EndsWith("|valid", StringComparison.Ordinal)).Should().Equal(
            "ANNA|Anna Neu|||valid", "cemal|Cem Can|c@p.example|ACME|valid", "dora|Dora Dahl|||valid", "eda|Eda Eck|a@p.example||valid");
    }

    [Fact]
    public async Task Removals_ThatWait_DoNotGoByThemselvesBecauseManyJoin()
    {
        await mirrored.MirrorAsync([Header, .. Enumerable.Range(10, 10).Select(i => $"p{i},,,,,valid")]);
        string[] others = [Header, .. Enumerable.Range(100, 300).Select(i => $"q{i},,,,,valid")];

        mirrored.Write(others);
        (await mirrored.MirrorAsync()).Should().BeOfType<MirrorStopped>().Which.Added.Should().Be(300);
        var again = (await mirrored.MirrorAsync()).Should().BeOfType<MirrorStopped>("10 of 310 are few, but all ten who were there would go").Subject;
        (again.MadeInvalid, again.Valid).Should().Be((10, 10));

        (await mirrored.MirrorAsync(accepted: 10)).Should().BeOfType<Mirrored>();
        (await mirrored.MirrorAsync(others[..^25])).MadeInvalid.Should().Be(25, "from then on the three hundred count");
    }

    [Fact]
    public async Task Source_WithoutAnybody_StopsAndAsksWhateverTheLimit()
    {
        mirrored.Configure("""{ "name": "Partners", "kind": "Csv", "file": "partners.csv", "removalLimit": 100 }""");
        await mirrored.MirrorAsync(Header, "bea,,,,,valid");
        var before = mirrored.Everything();

        mirrored.Write(Header);
        var stopped = (await mirrored.MirrorAsync()).Should().BeOfType<MirrorStopped>().Subject;

        (stopped.MadeInvalid, stopped.Valid).Should().Be((1, 1));
        stopped.Reason.Should().Be("there is nobody in the source; 1 of 1 valid customer user would become invalid");
        mirrored.Everything().Should().Be(before);
        (await mirrored.MirrorAsync(accepted: stopped.MadeInvalid)).Should().BeOfType<Mirrored>().Which.MadeInvalid.Should().Be(1);
        mirrored.Persons().Should().Equal("bea| |||invalid");
        (await mirrored.MirrorAsync()).Should().BeOfType<Mirrored>("nobody is valid any more");
    }

    [Fact]
    public async Task NewPerson_IsLoggedWithEveryFieldThatIsNotEmpty()
    {
        var result = await mirrored.MirrorAsync($"{Header},phone", "bea,Bea,,bea@p.example,ACME,valid,+49 1");

        Logged(result.ChangeSet!.Value).Should().Equal(
            "bea Customer  → ACME", "bea E-mail  → bea@p.example", "bea First name  → Bea", "bea Login  → bea", "bea Phone  → +49 1", "bea Validity  → valid");
    }

    [Fact]
    public async Task Agent_WhoIsNoAdmin_WritesNothing()
    {
        var auditor = Desk.Agent("audrey", AgentRole.Auditor);
        mirrored.Write(Header, "bea,Bea,Berg,,,valid");

        (await mirrored.MirrorAsync(author: new ChangeAuthor(auditor, "audrey", ChangeWay.BackEnd))).Should().Be(new MirrorNotAllowed("audrey"));

        mirrored.Persons().Should().BeEmpty();
    }

    [Fact]
    public async Task Relations_OfAMirroredPerson_CanBeEdited()
    {
        await mirrored.MirrorAsync(Header, "bea,Bea,Berg,,,valid");
        var bea = mirrored.Person("bea").Id;

        (await Desk.Save(Desk.Edit(MatrixId.GroupsOf(bea), PermissionSet.OfBit(0), on: true, mirrored.Billing.Value))).Should().BeOfType<Core.Editing.Saved>();

        Desk.Stored(bea, mirrored.Billing).Should().Be(PermissionSet.OfBit(0));
    }

    public void Dispose() => mirrored.Dispose();

    private List<string> Logged(long changeSet)
    {
        using var connection = Desk.Store.Open();
        return connection.Query(
            "SELECT u.login, f.field, f.old_value, f.new_value FROM change_field f JOIN customer_user u ON u.id = f.record_id WHERE f.change_set_id = $set ORDER BY 1, 2",
            row => $"{row.GetString(0)} {row.GetString(1)} {(row.IsDBNull(2) ? "" : row.GetString(2))} → {row.GetString(3)}",
            ("$set", changeSet));
    }
}
