using System.Text;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Core.Backends.Ldap;

namespace Rexpondo.Relations.Tests.Backends.Ldap;

/// <summary>Entry in, person out.</summary>
public sealed class LdapPersonReaderTests
{
    private static readonly LdapAttributes Usual =
        new("entryUUID", "uid", "givenName", "sn", "mail", null, "telephoneNumber", null, null, null, "modifyTimestamp");

    private static readonly LdapOptions Options = new() { Servers = [], Base = "o=x", Attributes = Usual };

    [Fact]
    public void Person_HasTheSmallestValueOfEach_AndNothingOfWhatIsNotMapped()
    {
        var person = new LdapPersonReader(Options).Person(Entry(("ENTRYUUID", "7"), ("uid", " bea"), ("mail", "b@x"), ("mail", "a@x"), ("mobile", "1")), null);

        person.Should().Be(new SourcePerson("7", " bea", "", "", "a@x", "", Validity.Valid) { Phone = "" });
    }

    [Fact]
    public void Person_WithoutId_OrWithSeveral_OrSeveralLogins_HasAFault()
    {
        var reader = new LdapPersonReader(Options);

        reader.Person(Entry(("uid", "bea")), null).Fault.Should().Be("there is no entryUUID");
        reader.Person(Entry(("entryUUID", "7"), ("entryUUID", "8"), ("uid", "bea"), ("uid", "b")), null).Fault.Should()
            .Be("entryUUID has 2 values; uid has 2 values");
        reader.Presence(Entry(("uid", "bea")), null).Should().BeNull();
        reader.Presence(Entry(("uid", "bea")), new LdapDigests()).Should().BeNull();
        reader.Person(Entry(("entryUUID", "7")), null).Should().Match<SourcePerson>(person => person.Fault == null && person.Login == "");
    }

    [Fact]
    public void Customer_WithSeveralValues_IsNobodysGuess()
    {
        var reader = new LdapPersonReader(Options with { Attributes = Usual with { CustomerId = "o" } });

        var person = reader.Person(Entry(("entryUUID", "7"), ("uid", "bea"), ("o", "ACME"), ("o", "Globex")), null);

        (person.Fault, person.CustomerId, person.CustomerFault).Should().Be((null, "", "o has 2 values"));
    }

    [Theory]
    [InlineData(Validity.Valid, "TRUE")]
    [InlineData(Validity.Valid, "valid", "true")]
    [InlineData(Validity.Invalid, "left", "valid")]
    [InlineData(Validity.Invalid)]
    public void Validity_WithSeveralValues_IsThatOfAll(Validity validity, params string[] values)
    {
        var reader = new LdapPersonReader(Options with { Attributes = Usual with { Valid = "employeeType" } });
        var entry = Entry([("entryUUID", "7"), ("uid", "bea"), .. values.Select(value => ("employeeType", value))]);

        reader.Person(entry, null).Validity.Should().Be(validity);
        reader.Presence(entry, null).Should().Be(new SourceUnchanged("7", validity));
    }

    [Fact]
    public void Value_ThatIsLongerThanAnyField_IsAFaultAndNoText()
    {
        var reader = new LdapPersonReader(Options);

        reader.Person(Entry(("entryUUID", "7"), ("uid", "bea"), ("sn", new string('x', 801))), null).Fault.Should()
            .Be("sn has 801 bytes, at most 200 characters are possible");
        reader.Person(Entry(("entryUUID", "7"), ("uid", "bea"), ("sn", new string('x', 800))), null).Error().Should()
            .Be("last_name has 800 characters, at most 200 are possible");
        var customers = new LdapPersonReader(Options with { Attributes = Usual with { CustomerId = "o" } });
        customers.Person(Entry(("entryUUID", "7"), ("uid", "bea"), ("o", new string('x', 201))), null).Error().Should()
            .Be("customer_id has 201 characters, at most 200 are possible");
        customers.Person(Entry(("entryUUID", "7"), ("uid", "bea"), ("o", "AC\nME")), null).Error().Should().Be("customer_id contains a control character");
    }

    [Fact]
    public void Value_ThatIsNoUtf8_IsAFault()
    {
        var entry = new LdapEntry(
            "cn=x", new Dictionary<string, byte[][]> { ["entryUUID"] = ["7"u8.ToArray()], ["uid"] = [[0xC3]], ["sn"] = [[0xED, 0xA0, 0x80]] });

        new LdapPersonReader(Options).Person(entry, null).Fault.Should().Be("uid is no text (UTF-8); sn is no text (UTF-8)");
    }

    [Fact]
    public void Id_OfActiveDirectory_IsAGuid()
    {
        var id = Guid.NewGuid();
        var entry = new LdapEntry("cn=x", new Dictionary<string, byte[][]>(StringComparer.OrdinalIgnoreCase) { ["objectGUID"] = [id.ToByteArray()] });

        new LdapPersonReader(Options with { Attributes = Usual with { Id = "objectguid" } }).Id(entry).Should().Be(id.ToString());
    }

    [Theory]
    [InlineData(" (& (a=b)\n\t( | (c= d ) (!\r\n(e=f) ) ) )\n", "(&(a=b)(|(c= d )(!(e=f))))")]
    [InlineData("(a=b c)", "(a=b c)")]
    public void Filter_MayHaveWhiteSpaceAroundParentheses_WhichIsNotSent(string filter, string sent)
    {
        LdapFilter.Error(filter).Should().BeNull();
        LdapFilter.Compact(filter).Should().Be(sent);
    }

    [Fact]
    public void Mark_OfTheFirstYear_IsAMark()
    {
        var server = LdapServer.Parse("ldaps://one.example").Server!;
        var times = new LdapTimes();
        times.Add("7", LdapTime.Parse("00010101000000Z"));

        var mark = LdapMark.After(server, times, DateTimeOffset.UnixEpoch)!;

        mark.Since.Should().Be("00010101000000.0Z");
        mark.Times.Has("7", LdapTime.Parse("00010101000000Z")).Should().BeTrue();
        mark.Times.Has("7", LdapTime.Parse("00010101000001Z")).Should().BeFalse();
        mark.Times.Has("7", null).Should().BeFalse();
        mark.Times.Has("8", LdapTime.Parse("00010101000000Z")).Should().BeFalse();
    }

    [Theory]
    [InlineData("(a=b)", null)]
    [InlineData("(&(a=b)(|(c>=1)(d<=2)(e~=f))(!(g=*)))", null)]
    [InlineData("(userAccountControl:1.2.840.113556.1.4.803:=2)", null)]
    [InlineData("(:dn:2.4.6.8.10:=Dino)", null)]
    [InlineData("(cn=M\\c3\\bcller* \\28x\\29)", null)]
    [InlineData("(cn=日本)", null)]
    [InlineData("", "at character 1 ( is expected")]
    [InlineData("(a=b)(c=d)", "at character 6 nothing more is expected")]
    [InlineData("(a=b))", "at character 6 nothing more is expected")]
    [InlineData("(&)", "at character 3 ( is expected")]
    [InlineData("(!(a=b)(c=d))", "at character 8 ) is expected")]
    [InlineData("(a)", "at character 2 attribute=value is expected")]
    [InlineData("(=b)", "at character 2 attribute=value is expected")]
    [InlineData("(a=b(c)", "at character 5 this character is written as \\28, \\29, \\2a, \\5c or \\00 in a value")]
    [InlineData("(a=\\g0)", "at character 4 two hexadecimal digits are expected after \\")]
    public void Filter_IsCheckedToItsEnd(string filter, string? error)
    {
        LdapFilter.Error(filter).Should().Be(error is null ? null : "is no search filter: " + error);
    }

    [Fact]
    public void Filter_ThatIsDeeperThanAnybodyNeeds_IsRefused()
    {
        var deep = string.Concat(Enumerable.Repeat("(!", 100_000));

        LdapFilter.Error(deep).Should().Contain("too many parentheses");
    }

    [Theory]
    [InlineData("20260102030405Z", "2026-01-02T03:04:05.0000000Z")]
    [InlineData("20260102030405.0Z", "2026-01-02T03:04:05.0000000Z")]
    [InlineData("20260102030405,25Z", "2026-01-02T03:04:05.2500000Z")]
    [InlineData("202601020304Z", "2026-01-02T03:04:00.0000000Z")]
    [InlineData("2026010203.5Z", "2026-01-02T03:30:00.0000000Z")]
    [InlineData("20260102030405+0130", "2026-01-02T01:34:05.0000000Z")]
    [InlineData("20260102030405-01", "2026-01-02T04:04:05.0000000Z")]
    [InlineData("20260102030405", null)]
    [InlineData("20261302030405Z", null)]
    [InlineData("134217728", null)]
    [InlineData("", null)]
    public void Time_IsReadAsDirectoriesWriteIt(string text, string? time)
    {
        LdapTime.Parse(text)?.UtcDateTime.ToString("O").Should().Be(time);
    }

    private static LdapEntry Entry(params (string Attribute, string Value)[] values) => new(
        "cn=x",
        values.GroupBy(value => value.Attribute, StringComparer.OrdinalIgnoreCase).ToDictionary(
            same => same.Key, same => same.Select(value => Encoding.UTF8.GetBytes(value.Value)).ToArray(), StringComparer.OrdinalIgnoreCase));
}
