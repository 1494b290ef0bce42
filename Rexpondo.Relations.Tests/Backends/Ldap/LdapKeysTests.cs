using System.Text.Json;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Core.Backends.Ldap;

namespace Rexpondo.Relations.Tests.Backends.Ldap;

/// <summary>The keys of a directory in the files.</summary>
public sealed class LdapKeysTests
{
    private const string Good = "\"servers\": \"ldaps://one.example\", \"base\": \"o=x\"";

    public static TheoryData<string, string[]> Wrong => new()
    {
        { "", ["servers: is missing", "base: is missing"] },
        { "\"servers\": \" \", \"base\": \"o=x\"", ["servers: is empty"] },
        {
            "\"servers\": \"ldap://one.example ldaps://\", \"base\": \"o=x\"",
            [
                "servers: \"ldap://one.example\" would send the password and every person readably; write ldaps:// (StartTLS is not supported)",
                "servers: \"ldaps://\" is not of the form ldaps://host or ldaps://host:port",
            ]
        },
        {
            "\"servers\": \"https://one.example ldaps://one/dc=x ldaps://one:99999\", \"base\": \"o=x\"",
            [
                "servers: \"https://one.example\" is not of the form ldaps://host or ldaps://host:port",
                "servers: \"ldaps://one/dc=x\" is not of the form ldaps://host or ldaps://host:port",
                "servers: \"ldaps://one:99999\" is not of the form ldaps://host or ldaps://host:port",
            ]
        },
        {
            "\"servers\": \"ldaps://one ldaps://cn=admin:gehe im@two\", \"base\": \"o=x\"",
            ["servers: user and password do not belong here; write ldaps://host, and bindDn and passwordFile"]
        },
        {
            "\"servers\": \"ldap://admin:geheim%40two\", \"base\": \"o=x\"",
            ["servers: user and password do not belong here; write ldaps://host, and bindDn and passwordFile"]
        },
        {
            Good + ", \"bindDn\": \"cn=r\", \"passwordVariable\": \"gehe1m!\"",
            ["passwordVariable: is no name of an environment variable; the password itself does not belong here"]
        },
        {
            Good + ", \"bindDn\": \"cn=r\", \"password\": \"geheim\"",
            ["password: a password does not belong here; use passwordFile or passwordVariable"]
        },
        { Good + ", \"bindDn\": \"cn=r\"", ["bindDn: a password is needed; use passwordFile or passwordVariable"] },
        { Good + ", \"passwordVariable\": \"P\"", ["bindDn: is missing; there is a password"] },
        {
            Good + ", \"bindDn\": \"cn=r\", \"passwordVariable\": \"P\", \"passwordFile\": \"p\"",
            ["passwordVariable: there is passwordFile, too; only one of them is possible"]
        },
        { Good + ", \"filter\": \"(uid=a\"", ["filter: is no search filter: at character 7 ) is expected"] },
        { Good + ", \"validFilter\": \"uid=a\"", ["validFilter: is no search filter: at character 1 ( is expected"] },
        { Good + ", \"validValues\": \" \", \"attributes\": { \"valid\": \"v\" }", ["validValues: is empty; nobody would be valid"] },
        { Good + ", \"validValues\": \"yes\"", ["validValues: is only possible with attributes:valid"] },
        { Good + ", \"validFilter\": \"(a=b)\", \"attributes\": { \"valid\": \"v\" }", ["validFilter: is not possible with attributes:valid"] },
        {
            Good + ", \"attributes\": { \"login\": \"\", \"lastName\": 7, \"email\": \"e mail\", \"colour\": \"c\" }",
            [
                "attributes:login: a text is expected", "attributes:lastName: a text is expected", "attributes:email: \"e mail\" is no name of an attribute",
                "attributes:colour: there is no such key",
            ]
        },
        { Good + ", \"attributes\": \"uid\"", ["attributes: an object is expected"] },
        {
            Good + ", \"pageSize\": 0, \"timeout\": 601, \"refreshInterval\": 5",
            [
                "pageSize: a whole number from 1 to 5000 is expected", "timeout: a whole number from 1 to 600 is expected",
                "refreshInterval: a whole number from 30 to 86400 is expected",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Keys_ThatAreWrong_AreAllTold(string keys, string[] mistakes)
    {
        var setup = Read("{ \"kind\": \"Ldap\"" + (keys.Length == 0 ? "" : ", ") + keys + " }");

        setup.Mistakes.Select(mistake => mistake.ToString()).Should().Equal(mistakes.Select(mistake => $"appsettings.json: CustomerUserBackends:D:{mistake}"));
        setup.BackEnds.Should().BeEmpty();
    }

    [Fact]
    public void Keys_FewAsTheyAre_AreEnough()
    {
        var setup = Read($$"""{ "kind": "Ldap", {{Good}} }""");

        setup.Mistakes.Should().BeEmpty();
        var source = setup.BackEnds.Single().Source;
        (source.Connection, source.Interval, source.Fingerprint()).Should().Be(("ldaps://one.example:636 below o=x", TimeSpan.FromMinutes(15), null));
    }

    [Fact]
    public void Keys_OfASectionThatKnowsOnlyTexts_MayHaveAnEmptyObject()
    {
        Read($$"""{ "kind": "Ldap", {{Good}}, "attributes": "" }""").Mistakes.Should().BeEmpty();
    }

    [Fact]
    public void Filters_AndValidValues_MayHaveAnyWhiteSpace()
    {
        var options = Options("""{ "filter": "(& (a=b)\n (c=d) )", "validValues": "yes\tja\n", "attributes": { "valid": "v" } }""");

        options.Filter.Should().Be("(&(a=b)(c=d))");
        options.ValidValues.Should().BeEquivalentTo("yes", "ja");
    }

    [Theory]
    [InlineData("""{ "attributes": { "id": "OBJECTguid" } }""", "whenChanged")]
    [InlineData("""{ "attributes": { "id": "objectGUID", "changed": "uSNChanged" } }""", "uSNChanged")]
    [InlineData("""{ "attributes": { "id": "objectGUID", "changed": "" } }""", null)]
    [InlineData("{ }", "modifyTimestamp")]
    public void Changed_IsWhatTheKindOfDirectoryCanSearchBy(string keys, string? changed)
    {
        Options(keys).Attributes.Changed.Should().Be(changed);
    }

    [Fact]
    public void Keys_OfASectionThatKnowsOnlyTexts_AreUnderstood()
    {
        var setup = Read(
            """
            { "kind": "Ldap", "servers": "LDAPS://one.example:1636\tldaps://[::1]", "caFile": "ca.pem", "base": "o=x",
              "bindDn": "cn=r,o=x", "passwordVariable": "P",
              "filter": "(&(objectClass=user)(!(userAccountControl:1.2.840.113556.1.4.803:=2)))", "pageSize": "1000", "timeout": "5", "refreshInterval": "60",
              "removalLimit": "5", "groupSupport": "true", "validValues": "yes",
              "attributes": { "id": "objectGUID", "login": "sAMAccountName", "valid": "x-valid", "changed": "", "phone": "" } }
            """);

        setup.Mistakes.Should().BeEmpty();
        var backEnd = setup.BackEnds.Single();
        (backEnd.GroupSupport, backEnd.RemovalLimit, backEnd.Source.Interval).Should().Be((true, 5, TimeSpan.FromMinutes(1)));
        backEnd.Source.Connection.Should().Be("ldaps://one.example:1636, ldaps://[::1]:636 below o=x");
    }

    private static LdapOptions Options(string keys)
    {
        using var json = JsonDocument.Parse(keys.Insert(keys.LastIndexOf('}'), keys.Contains(':') ? ", " + Good : Good));
        var mistakes = new List<BackEndMistake>();
        var options = LdapOptions.Of(new BackEndKeys("appsettings.json", "", json.RootElement, asText: true, "/", mistakes));
        mistakes.Should().BeEmpty();
        return options!;
    }

    // As the settings hand it over: every value a text, if it is one there.
    private static BackEndSetup Read(string keys)
    {
        using var json = JsonDocument.Parse($$"""{ "D": {{keys}} }""");
        return BackEndFiles.Read("appsettings.json", json.RootElement, "/nowhere", "/");
    }
}
