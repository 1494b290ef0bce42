using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Tests.Backends;

/// <summary>Texts of a source, by the rule for every way in: one person is one, however the source writes the login.</summary>
public sealed class MirroredTextTests : IDisposable
{
    private readonly MirroredDesk mirrored = new();

    public void Dispose() => mirrored.Dispose();

    [Fact]
    public async Task Mirror_OfTextsInOtherWritings_CleansThem()
    {
        await mirrored.MirrorAsync(MirroredDesk.Header, " cafe\u0301\u00A0, Zoe\u0308,Berg\u3000, z@acme.example ,ACME ,valid");

        mirrored.Persons().Should().Equal("caf\u00E9|Zo\u00EB Berg|z@acme.example|ACME|valid");
    }

    [Fact]
    public async Task Mirror_OfOneLoginInThreeWritings_IsOnePerson()
    {
        var result = await mirrored.MirrorAsync(MirroredDesk.Header, "u1,A,B,,,valid", " u1 ,A,B,,,valid", "u1\u00A0,A,B,,,valid", "u1\u200B,A,B,,,valid");

        mirrored.Persons().Should().Equal("u1|A B|||valid");
        result.Problems.Select(problem => problem.ToString()).Should().BeEquivalentTo(
            "u1: the login is there twice; left out", "u1: the login is there twice; left out", "u1\\u200B: login contains a format character (U+200B); left out");
    }

    [Fact]
    public async Task Mirror_OfAnotherWritingOfAStoredPerson_ChangesNothing()
    {
        await mirrored.MirrorAsync(MirroredDesk.Header, "caf\u00E9,Zo\u00EB,Berg,,,valid");
        var (before, revision) = (mirrored.Everything(), mirrored.Desk.Revision());

        await mirrored.MirrorAsync(MirroredDesk.Header, "cafe\u0301 ,Zoe\u0308\u00A0,Berg,,,valid");

        mirrored.Everything().Should().Be(before);
        mirrored.Desk.Revision().Should().Be(revision);
    }

    [Fact]
    public async Task Mirror_OfALoginStoredBeforeTheRule_IsThatPersonAndKeepsTheGrants()
    {
        await mirrored.MirrorAsync(MirroredDesk.Header, "u1,A,B,,,valid");
        var person = mirrored.Person("u1").Id;
        mirrored.Desk.Relate(person, mirrored.Billing, PermissionSet.Rw);
        mirrored.Desk.Change(connection => connection.Execute("UPDATE customer_user SET login = 'u1' || char(160), login_folded = 'u1' || char(160)"));

        await mirrored.MirrorAsync(MirroredDesk.Header, "u1\u00A0,A,B,,,valid");

        mirrored.Persons().Should().Equal("u1|A B|||valid");
        mirrored.Person("u1").Id.Should().Be(person);
    }

    [Fact]
    public async Task Mirror_OfANameWithADirectionMark_LeavesThePersonOut()
    {
        var result = await mirrored.MirrorAsync(MirroredDesk.Header, "spoof,\u202EreieM,annA,,,valid", "bea,Bea,Berg,,,valid");

        mirrored.Persons().Should().Equal("bea|Bea Berg|||valid");
        result.Problems.Should().ContainSingle().Which.ToString().Should().Be("spoof: first_name contains a format character (U+202E); left out");
    }
}
