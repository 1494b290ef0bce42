using Rexpondo.Relations.Benchmarks.Directories;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Backends;

namespace Rexpondo.Relations.Tests.Backends.Ldap;

/// <summary>Persons of a real directory, as the mirror takes them over.</summary>
public sealed class LdapSourceTests
{
    [SlapdFact]
    public async Task FirstMirror_OfTwoThousandInManyScripts_HasExactlyWhatWasPutIn()
    {
        var persons = ManyNames.Persons(2000).ToList();
        await using var desk = await DirectoryDesk.StartAsync(persons);

        var first = await desk.MirrorAsync();

        first.Problems.Should().BeEmpty();
        (first.Persons, first.Added).Should().Be((2000, 2000));
        desk.Mirrored.Persons().Order(StringComparer.Ordinal).Should().Equal(
            persons.Select(person => $"{TextRule.Clean(person.Login!)}|{TextRule.Clean(person.First!)} {TextRule.Clean(person.Last!)}|{person.Email}|{person.Customer}|valid").Order(StringComparer.Ordinal));
        (await desk.MirrorAsync()).ChangeSet.Should().BeNull();
    }

    [SlapdFact]
    public async Task RenamedLogin_AndAnotherPlace_KeepHerRelations()
    {
        var (bea, cem) = (DirectoryPerson.Of("bea", "bea@example.org"), DirectoryPerson.Of("cem"));
        await using var desk = await DirectoryDesk.StartAsync(bea, cem);
        await desk.MirrorAsync();
        var (stored, rows) = Relate(desk, "bea");

        desk.Slapd.Set(bea, "uid", "beate");
        desk.Slapd.Set(bea, "sn", "Berg");
        bea = desk.Slapd.Move(bea, "ou=Genf,ou=people," + Slapd.Base);
        (await desk.MirrorAsync()).Changed.Should().Be(1);

        desk.Person("beate").Should().Be(stored with { Login = "beate", LastName = "Berg" });
        desk.Mirrored.Desk.AllRows().Should().Be(rows);

        // Two may swap their logins.
        desk.Slapd.Set(bea, "uid", "cem");
        desk.Slapd.Set(cem, "uid", "beate");
        await desk.MirrorAsync();
        desk.Person("cem").Id.Should().Be(stored.Id);
        desk.Mirrored.Desk.AllRows().Should().Be(rows);
    }

    [SlapdFact]
    public async Task Removed_BecomesInvalid_AndReturnsWithHerRelations()
    {
        var bea = DirectoryPerson.Of("bea", "bea@example.org");
        await using var desk = await DirectoryDesk.StartAsync(bea, DirectoryPerson.Of("cem"));
        await desk.MirrorAsync();
        var (stored, rows) = Relate(desk, "bea");

        desk.Slapd.Delete(bea);
        (await desk.MirrorAsync()).MadeInvalid.Should().Be(1);
        desk.Person("bea").Should().Be(stored with { Validity = Validity.Invalid });
        desk.Mirrored.Desk.AllRows().Should().Be(rows);

        // From a backup, with the id she had.
        await desk.Slapd.StopAsync();
        await desk.Slapd.LoadAsync(bea);
        await desk.Slapd.RestartAsync();
        await desk.MirrorAsync();
        desk.Person("bea").Should().Be(stored);
        desk.Mirrored.Desk.AllRows().Should().Be(rows);

        bea = desk.Slapd.Move(bea, Slapd.Elsewhere);
        await desk.MirrorAsync();
        desk.Person("bea").Validity.Should().Be(Validity.Invalid);
        desk.Slapd.Move(bea, Slapd.People);
        await desk.MirrorAsync();
        desk.Person("bea").Should().Be(stored);
        desk.Mirrored.Desk.AllRows().Should().Be(rows);
    }

    [SlapdFact]
    public async Task MadeAnew_IsSomebodyElse()
    {
        var bea = DirectoryPerson.Of("bea");
        await using var desk = await DirectoryDesk.StartAsync(bea, DirectoryPerson.Of("cem"));
        await desk.MirrorAsync();
        var (stored, _) = Relate(desk, "bea");

        desk.Slapd.Delete(bea);
        desk.Slapd.Add(bea);
        var mirrored = await desk.MirrorAsync();

        mirrored.Problems.Should().ContainSingle().Which.Kind.Should().Be(MirrorProblemKind.LoginGivenAway);
        desk.Person("bea").Id.Should().NotBe(stored.Id);
    }

    [SlapdFact]
    public async Task Attributes_ThatAreMissing_AreEmptyFields()
    {
        await using var desk = await DirectoryDesk.StartAsync(DirectoryPerson.Of("bea", "bea@example.org"));
        await desk.MirrorAsync();
        var bea = desk.Person("bea");

        desk.Configure(("attributes", new { email = "", firstName = "displayName", phone = "homePhone" }));
        await desk.MirrorAsync();

        desk.Person("bea").Should().Be(bea with { Email = "", FirstName = "" });
    }

    [SlapdFact]
    public async Task Attribute_ThatTheServerCallsOtherwise_OrNobodyHas_TakesNothingFromAnybody()
    {
        var bea = DirectoryPerson.Of("bea", "bea@example.org") with { Customer = "ACME", Valid = "TRUE" };
        await using var desk = await DirectoryDesk.StartAsync([bea, .. Enumerable.Range(1, 9).Select(n => DirectoryPerson.Of($"p{n}"))]);
        await desk.MirrorAsync();
        desk.Slapd.Set(bea, "telephoneNumber", "1");
        desk.Slapd.Set(bea, "mobile", "2");

        desk.Configure(("attributes", new { customerId = "departmentNumber", email = "rfc822Mailbox" }));
        (await desk.FailAsync()).Should().Be("SERVER: the server calls \"rfc822Mailbox\" \"mail\"; write that in attributes:email");

        desk.Configure(("attributes", new { customerId = "2.16.840.1.113730.3.1.2", lastName = "surname" }));
        (await desk.FailAsync()).Should().Be(
            "SERVER: the server answers with \"departmentNumber\", \"sn\", which it was not asked for by name; write its names in "
            + "attributes:lastName (\"surname\"), attributes:customerId (\"2.16.840.1.113730.3.1.2\")");

        desk.Configure(("attributes", new { customerId = "departmentNumer" }));
        (await desk.FailAsync()).Should().Be(
            $"SERVER: nobody has \"departmentNumer\"; it is misspelt in attributes:customerId, or \"{Slapd.Reader}\" may not see it. "
            + "If nobody is to have it, leave the key out");

        desk.Configure(("attributes", new { customerId = "departmentNumber", valid = "x-valid" }));
        (await desk.FailAsync()).Should().StartWith("SERVER: nobody has \"x-valid\"; it is misspelt in attributes:valid, or ");
    }

    [SlapdFact]
    public async Task Customer_OfNobodyAmongFew_IsNoMistake()
    {
        await using var desk = await DirectoryDesk.StartAsync([.. Enumerable.Range(1, 9).Select(n => DirectoryPerson.Of($"p{n}"))]);

        var mirrored = await desk.MirrorAsync();

        mirrored.Added.Should().Be(9);
        mirrored.Problems.Should().BeEmpty();
    }

    [SlapdFact]
    public async Task Customer_WithSeveralValues_KeepsTheOneSheHas()
    {
        var bea = DirectoryPerson.Of("bea") with { Customer = "ACME" };
        await using var desk = await DirectoryDesk.StartAsync(bea);
        desk.Mirrored.Desk.Customer("Globex");
        await desk.MirrorAsync();

        desk.Slapd.Set(bea, "departmentNumber", "Globex", "ACME");
        desk.Slapd.Set(bea, "sn", "Berg");
        var mirrored = await desk.MirrorAsync();

        mirrored.Problems.Select(problem => problem.ToString()).Should().Equal("bea: departmentNumber has 2 values; stays with \"ACME\"");
        desk.Mirrored.Persons().Should().Equal("bea|Vor Berg||ACME|valid");
    }

    [SlapdFact]
    public async Task Nobody_AtTheFirstMirroring_IsAFailureThatNamesWhatWasAsked()
    {
        await using var desk = await DirectoryDesk.StartAsync(DirectoryPerson.Of("bea"));

        desk.Configure(("filter", "(objectClass=user)"));
        (await desk.FailAsync()).Should().Be(
            $"nobody below \"ou=people,{Slapd.Base}\" matches (objectClass=user), or \"{Slapd.Reader}\" may not see them");

        desk.Configure();
        await desk.MirrorAsync();
        desk.Configure(("filter", "(objectClass=user)"));
        (await desk.Mirrored.MirrorAsync()).Should().BeOfType<MirrorStopped>().Which.SourceIsEmpty.Should().BeTrue();
        (await desk.Mirrored.MirrorAsync(accepted: 1)).Should().BeOfType<Mirrored>();
        (await desk.Mirrored.MirrorAsync()).Should().BeOfType<Mirrored>("the last one may have left");
    }

    [SlapdFact]
    public async Task Persons_WhoCannotBeTakenOver_StayAsTheyAre_EachWithTheReason()
    {
        string[] logins = ["ada", "bea", "cem", "dora", "emil", "fay"];
        var persons = logins.Select(login => DirectoryPerson.Of(login) with { Name = login, Sound = [65] }).ToList();
        await using var desk = await DirectoryDesk.StartAsync(persons);
        desk.Configure(("attributes", new { title = "audio" }));
        await desk.MirrorAsync();
        var before = desk.Mirrored.Persons();

        desk.Slapd.Set(persons[0], "uid", "ada", "ada2");
        desk.Slapd.Set(persons[1], "uid");
        desk.Slapd.Set(persons[2], "uid", "DORA");
        await desk.Slapd.StopAsync();
        await desk.Slapd.LoadAsync(
            DirectoryPerson.Of("gil") with { Sound = [0xFF, 0xFE] }, DirectoryPerson.Of("emil") with { Name = "second emil" },
            DirectoryPerson.Of("") with { Login = null, Name = "Zoë, 2" });
        await desk.Slapd.RestartAsync();
        var mirrored = await desk.MirrorAsync();

        (mirrored.Added, mirrored.Changed).Should().Be((0, 0));
        mirrored.Problems.Select(problem => problem.ToString().Replace(Slapd.Base, "BASE")).Should().BeEquivalentTo(
            "cn=ada,ou=Zürich,ou=people,BASE: uid has 2 values; left out",
            "cn=bea,ou=Zürich,ou=people,BASE: login is empty; left out",
            "dora: differs from \"DORA\" only in its letter case; left out",
            "DORA: the login still belongs to a customer user who was left out; left out",
            "gil: audio is no text (UTF-8); left out",
            "emil: the login is there twice; left out",
            "cn=Zoë\\2C 2,ou=Zürich,ou=people,BASE: login is empty; left out");
        desk.Mirrored.Persons().Should().Equal(before);
    }

    [SlapdFact]
    public async Task Login_OfAnotherBackEnd_IsLeftOutAndReported()
    {
        await using var desk = await DirectoryDesk.StartAsync(DirectoryPerson.Of("anna"), DirectoryPerson.Of("bea"));
        desk.Mirrored.Desk.CustomerUser("anna");

        var mirrored = await desk.MirrorAsync();

        mirrored.Problems.Select(problem => problem.ToString()).Should().Equal("anna: the login belongs to back end Default; left out");
        desk.Mirrored.Persons().Should().Equal("bea|Vor Nach|||valid");
        desk.Person("anna").BackEnd.Should().Be("Default");
    }

    [SlapdFact]
    public async Task Validity_ComesFromAnAttribute_OrAFilter()
    {
        await using var desk = await DirectoryDesk.StartAsync(
            DirectoryPerson.Of("ada") with { Valid = "true" }, DirectoryPerson.Of("bea") with { Valid = "Valid" },
            DirectoryPerson.Of("cem") with { Valid = "left" }, DirectoryPerson.Of("dora"));

        desk.Configure(("attributes", new { valid = "employeeType" }));
        await desk.MirrorAsync();
        Validities().Should().Equal("ada valid", "bea valid", "cem invalid", "dora invalid");

        desk.Configure(("attributes", new { valid = "employeeType" }), ("validValues", "left  TRUE"), ("removalLimit", 50));
        await desk.MirrorAsync();
        Validities().Should().Equal("ada valid", "bea invalid", "cem valid", "dora invalid");

        desk.Configure(("validFilter", "(!(employeeType=left))"));
        await desk.MirrorAsync();
        Validities().Should().Equal("ada valid", "bea valid", "cem invalid", "dora valid");

        IEnumerable<string> Validities() => desk.Mirrored.Persons().Select(line => line.Split('|')).Select(parts => $"{parts[0]} {parts[4]}");
    }

    private static (CustomerUser Stored, string Rows) Relate(DirectoryDesk desk, string login)
    {
        var person = desk.Person(login);
        desk.Mirrored.Desk.Relate(person.Id, desk.Mirrored.Billing, PermissionSet.OfBit(0));
        desk.Mirrored.Desk.Relate(person.Id, desk.Mirrored.Vpn);
        return (person, desk.Mirrored.Desk.AllRows());
    }
}
