using Rexpondo.Relations.Benchmarks.Directories;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Backends;

namespace Rexpondo.Relations.Tests.Backends.Ldap;

/// <summary>What a directory says of itself since a mark: only who changed is given whole.</summary>
public sealed class LdapIncrementalTests
{
    private static readonly DirectoryPerson Ada = DirectoryPerson.Of("ada") with { Valid = "TRUE" };
    private static readonly DirectoryPerson Bea = DirectoryPerson.Of("bea") with { Valid = "TRUE" };
    private static readonly DirectoryPerson Cem = DirectoryPerson.Of("cem") with { Valid = "FALSE" };

    [SlapdFact]
    public async Task SinceAMark_OnlyWhoChangedIsGivenWhole()
    {
        await using var desk = await DirectoryDesk.StartAsync(Ada, Bea, Cem);
        var whole = await desk.ReadAsync();
        whole.OfType<SourcePerson>().Select(person => person.Login).Should().BeEquivalentTo("ada", "bea", "cem");
        var mark = whole[^1].Should().BeOfType<SourceMark>().Subject.Value;
        mark.Should().StartWith(desk.Slapd.Address);

        desk.Slapd.Set(Bea, "sn", "Berg");
        desk.Slapd.Delete(Ada);
        var since = await desk.ReadAsync(mark);

        // Cem is the youngest: within the overlap he is always given.
        since.OfType<SourcePerson>().Select(person => $"{person.Login} {person.LastName}").Should().BeEquivalentTo("bea Berg", "cem Nach");
        since.OfType<SourceUnchanged>().Should().BeEmpty("Ada is no longer there");
        var next = since[^1].Should().BeOfType<SourceMark>().Subject.Value;
        var later = await desk.ReadAsync(next);
        later.OfType<SourcePerson>().Select(person => person.Login).Should().Equal("bea");
        later.OfType<SourceUnchanged>().Should().Equal(new SourceUnchanged(Cem.Id.ToString(), Validity.Valid));
        later[^1].Should().BeOfType<SourceMark>();
    }

    [SlapdFact]
    public async Task SomebodyUnknown_WhoCameWithAnOldChange_IsAmongTheIds()
    {
        await using var desk = await DirectoryDesk.StartAsync(Ada, Bea, Cem);
        var mark = (await desk.ReadAsync()).OfType<SourceMark>().Single().Value;
        var dora = DirectoryPerson.Of("dora") with { Changed = Ada.Changed };

        await desk.Slapd.StopAsync();
        await desk.Slapd.LoadAsync(dora);
        await desk.Slapd.RestartAsync();

        (await desk.ReadAsync(mark)).OfType<SourceUnchanged>().Select(item => item.ExternalId).Should()
            .BeEquivalentTo(Ada.Id.ToString(), Bea.Id.ToString(), dora.Id.ToString());
    }

    [SlapdFact]
    public async Task Mark_OfAnotherServer_OrOfNone_IsReadWhole()
    {
        await using var desk = await DirectoryDesk.StartAsync(Ada, Bea, Cem);

        foreach (var mark in new[] { "ldaps://another.example:636 20260101000000.0Z", "nonsense", $"{desk.Slapd.Address} later" })
        {
            (await desk.ReadAsync(mark)).OfType<SourcePerson>().Should().HaveCount(3);
        }
    }

    [SlapdFact]
    public async Task Mark_IsNeverInTheFuture()
    {
        await using var desk = await DirectoryDesk.StartAsync(Ada, Bea with { Changed = new DateTime(2999, 1, 1, 0, 0, 0, DateTimeKind.Utc) });
        var begun = TimeProvider.System.GetUtcNow();

        var mark = (await desk.ReadAsync()).OfType<SourceMark>().Single().Value;

        mark.Split(' ')[1].Should().StartWith($"{begun.Year}");
    }

    [SlapdFact]
    public async Task NoMark_IsGiven_IfSomebodyDoesNotSayWhenSheChanged()
    {
        await using var desk = await DirectoryDesk.StartAsync(Ada, Bea, DirectoryPerson.Of("dora"));

        desk.Configure(("attributes", new { changed = "employeeType" }));
        (await desk.ReadAsync()).OfType<SourceMark>().Should().BeEmpty();

        desk.Configure(("attributes", new { changed = "" }));
        (await desk.ReadAsync()).OfType<SourceMark>().Should().BeEmpty();
    }

    [SlapdFact]
    public async Task Validity_IsToldOfTheUnchanged_FromAttributeAndFilter()
    {
        await using var desk = await DirectoryDesk.StartAsync(Ada, Bea, Cem, DirectoryPerson.Of("dora"));

        desk.Configure(("attributes", new { valid = "employeeType" }));
        (await UnchangedAsync()).Should().BeEquivalentTo([Told(Ada, Validity.Valid), Told(Bea, Validity.Valid), Told(Cem, Validity.Invalid)]);

        desk.Configure(("validFilter", "(|(employeeType=FALSE)(uid=bea))"), ("pageSize", 1));
        (await UnchangedAsync()).Should().BeEquivalentTo([Told(Ada, Validity.Invalid), Told(Bea, Validity.Valid), Told(Cem, Validity.Valid)]);

        async Task<IEnumerable<SourceUnchanged>> UnchangedAsync()
        {
            var mark = (await desk.ReadAsync()).OfType<SourceMark>().Single().Value;
            return (await desk.ReadAsync(mark)).OfType<SourceUnchanged>();
        }
    }

    private static SourceUnchanged Told(DirectoryPerson person, Validity validity) => new(person.Id.ToString(), validity);
}
