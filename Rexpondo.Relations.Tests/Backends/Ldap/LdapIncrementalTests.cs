using Rexpondo.Relations.Benchmarks.Directories;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Core.Backends.Ldap;

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
        var mark = whole[^1].Should().BeOfType<LdapMark>().Subject;
        mark.Server.ToString().Should().Be(desk.Slapd.Address);

        desk.Slapd.Set(Bea, "sn", "Berg");
        desk.Slapd.Delete(Ada);
        var since = await desk.ReadAsync(mark);

        // Cem is the youngest: within the overlap he is always given.
        since.OfType<SourcePerson>().Select(person => $"{person.Login} {person.LastName}").Should().BeEquivalentTo("bea Berg", "cem Nach");
        since.OfType<SourceUnchanged>().Should().BeEmpty("Ada is no longer there");
        var next = since[^1].Should().BeAssignableTo<SourceMark>().Subject;
        var later = await desk.ReadAsync(next);
        later.OfType<SourcePerson>().Select(person => person.Login).Should().Equal("bea");
        later.OfType<SourceUnchanged>().Should().Equal(new SourceUnchanged(Cem.Id.ToString(), Validity.Valid));
        later[^1].Should().BeAssignableTo<SourceMark>();
    }

    [SlapdFact]
    public async Task SomebodyUnknown_WhoCameWithAnOldChange_MakesItReadWhole()
    {
        await using var desk = await DirectoryDesk.StartAsync(Ada, Bea, Cem);
        var mark = (await desk.ReadAsync()).OfType<SourceMark>().Single();
        var dora = DirectoryPerson.Of("dora") with { Changed = Ada.Changed };

        await desk.Slapd.StopAsync();
        await desk.Slapd.LoadAsync(dora);
        await desk.Slapd.RestartAsync();

        await ReadsWholeAsync(desk, mark, 4);
    }

    [SlapdFact]
    public async Task Change_ThatCameLaterFromAnotherServer_WithTheTimeItHadThere_IsNotMissed()
    {
        await using var desk = await DirectoryDesk.StartAsync(Ada, Bea, Cem);
        var mark = (await desk.ReadAsync()).OfType<SourceMark>().Single();

        // Long before the mark, but not when she was read.
        desk.Slapd.Delete(Ada);
        await desk.Slapd.StopAsync();
        await desk.Slapd.LoadAsync(Ada with { Last = "Berg", Changed = Ada.Changed.AddHours(1) });
        await desk.Slapd.RestartAsync();

        (await ReadsWholeAsync(desk, mark, 3)).Should().Contain("ada Berg");
    }

    [SlapdFact]
    public async Task Changed_ByWhichTheServerCannotSearch_MissesNobody()
    {
        // A description is shown, but has no order: the server finds nobody and says that all is well.
        await using var desk = await DirectoryDesk.StartAsync(Ada, Bea);
        desk.Configure(("attributes", new { changed = "description" }));
        desk.Slapd.Set(Ada, "description", "20260101000000Z");
        desk.Slapd.Set(Bea, "description", "20260101000000Z");
        var mark = (await desk.ReadAsync()).OfType<SourceMark>().Single();

        desk.Slapd.Set(Bea, "sn", "Berg");
        desk.Slapd.Set(Bea, "description", "20260601000000Z");

        (await ReadsWholeAsync(desk, mark, 2)).Should().Contain("bea Berg");
    }

    [SlapdFact]
    public async Task Somebody_WhoseIdIsHiddenSince_MakesItReadWhole_AndStaysAsStored()
    {
        await using var desk = await DirectoryDesk.StartAsync(Ada, Bea, Cem);
        desk.Configure(("attributes", new { id = "employeeNumber" }));
        foreach (var (person, id) in new[] { (Ada, "1"), (Bea, "2"), (Cem, "3") })
        {
            desk.Slapd.Set(person, "employeeNumber", id);
        }

        var first = await desk.MirrorAsync();
        desk.Slapd.Set(Ada, "employeeNumber");

        var second = (await desk.Mirrored.MirrorAsync(accepted: 100, since: first.Mark)).Should().BeOfType<Mirrored>().Subject;

        (second.ReadWhole, second.MadeInvalid).Should().Be((true, 0));
        second.Problems.Should().ContainSingle().Which.Reason.Should().Be("there is no employeeNumber; left out");
    }

    [SlapdFact]
    public async Task Mark_OfAnotherServer_OrOfAnotherSource_IsReadWhole()
    {
        await using var desk = await DirectoryDesk.StartAsync(Ada, Bea, Cem);
        var good = (await desk.ReadAsync()).OfType<LdapMark>().Single();

        foreach (var mark in new SourceMark[] { good with { Server = good.Server with { Host = "another.example" } }, new OtherMark() })
        {
            (await desk.ReadAsync(mark))[0].Should().BeOfType<SourceWhole>();
            await ReadsWholeAsync(desk, mark, 3);
        }
    }

    [SlapdFact]
    public async Task Mark_IsNeverInTheFuture()
    {
        await using var desk = await DirectoryDesk.StartAsync(Ada, Bea with { Changed = new DateTime(2999, 1, 1, 0, 0, 0, DateTimeKind.Utc) });
        var begun = TimeProvider.System.GetUtcNow();

        var mark = (await desk.ReadAsync()).OfType<LdapMark>().Single();

        mark.Time.Should().BeOnOrAfter(begun).And.BeOnOrBefore(TimeProvider.System.GetUtcNow());
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
            var mark = (await desk.ReadAsync()).OfType<SourceMark>().Single();
            return (await desk.ReadAsync(mark)).OfType<SourceUnchanged>();
        }
    }

    private static async Task<IEnumerable<string>> ReadsWholeAsync(DirectoryDesk desk, SourceMark mark, int persons)
    {
        var items = await desk.ReadAsync(mark);
        if (items[^1] is SourceUnsure)
        {
            items = [new SourceWhole(), .. await desk.ReadAsync()];
        }

        items.OfType<SourceWhole>().Should().ContainSingle();
        items.OfType<SourceUnchanged>().Should().BeEmpty();
        items.OfType<SourcePerson>().Should().HaveCount(persons);
        return items.OfType<SourcePerson>().Select(person => $"{person.Login} {person.LastName}");
    }

    private sealed record OtherMark : SourceMark;

    private static SourceUnchanged Told(DirectoryPerson person, Validity validity) => new(person.Id.ToString(), validity);
}
