using Rexpondo.Relations.Benchmarks.Directories;
using Rexpondo.Relations.Tests.Backends.Ldap;

namespace Rexpondo.Relations.Tests.Cli;

/// <summary><c>backend check</c> of a real directory server.</summary>
public sealed class DirectoryCheckTests : IDisposable
{
    private readonly TheProgram program = new();

    [SlapdFact]
    public async Task Check_OfADirectory_ShowsPersonsAndEveryProblem_AndTheDatabaseStaysAsItIsToTheByte()
    {
        await using var slapd = await Slapd.StartAsync(
        [
            .. Enumerable.Range(1, 9).Select(i => DirectoryPerson.Of($"p{i}", $"p{i}@example.org")),
            DirectoryPerson.Of("ada") with { First = "Ada", Last = "Ågren" }, DirectoryPerson.Of("ADA"),
            DirectoryPerson.Of("bea") with { Login = null, Name = "nobody" },
            DirectoryPerson.Of("cem"), DirectoryPerson.Of("dora") with { Customer = "NOPE" },
        ]);
        await ImportAsync("cem");
        var before = await File.ReadAllBytesAsync(program.Database);

        var ended = await CheckAsync(slapd);

        ended.Code.Should().Be(0);
        var lines = ended.Out.Split('\n');
        lines[0].Should().MatchRegex("^id {36}login  first_name  last_name  email +customer_id  phone  mobile  valid$");
        lines[1].Should().MatchRegex("^[0-9a-f-]{36}  p1     Vor         Nach       p1@example.org +valid$");
        lines[10].Should().Contain("ada    Ada         Ågren");
        lines[11].Should().MatchRegex(
            $"^14 customer users in {slapd.Address} below ou=people,dc=example,dc=org \\(the first 10 above\\), read in [0-9.]+ s from {slapd.Address}$");
        lines[12..].Should().Equal(
            "every refresh reads everybody as long as there is a problem", "a refresh would add 11, change 0, make 0 invalid; nothing written", "");
        ended.Error.Split('\n').Should().BeEquivalentTo(
        [
            "ADA: differs from \"ada\" only in its letter case; left out", "cn=nobody,ou=Zürich,ou=people,dc=example,dc=org: login is empty; left out",
            "cem: the login belongs to back end Default; left out", "dora: there is no customer \"NOPE\"; without customer", "",
        ]);
        (await File.ReadAllBytesAsync(program.Database)).Should().Equal(before);
    }

    [SlapdFact]
    public async Task Check_WithoutProblems_SaysWhetherWhatChangedCanBeAskedFor()
    {
        await using var slapd = await Slapd.StartAsync([DirectoryPerson.Of("ada")]);

        (await CheckAsync(slapd)).Out.Should().Contain("1 customer user in ").And.Contain("once mirrored, a refresh asks only for what changed\n");
        (await CheckAsync(slapd, "--CustomerUserBackends:Staff:attributes:changed=")).Out.Should()
            .Contain("every refresh reads everybody: the source does not say of everybody when she was changed\n");
    }

    [SlapdFact]
    public async Task Check_OfWhatDoesNotAnswer_SaysWhyAndExitsWithOne_AndNeverTellsThePassword()
    {
        await using var slapd = await Slapd.StartAsync([DirectoryPerson.Of("ada")]);
        var secret = slapd.Write("secret", "not-the-passw0rd");

        var wrong = await CheckAsync(slapd, $"--CustomerUserBackends:Staff:passwordFile={secret}");
        var another = await CheckAsync(slapd, $"--CustomerUserBackends:Staff:servers={slapd.OtherAddress}");
        await slapd.KillAsync();
        var gone = await CheckAsync(slapd);

        wrong.Should().Be(new TheProgram.Ended(1, "", $"{slapd.Address}: the server refuses the bind as \"{Slapd.Reader}\": invalid credentials\n"));
        another.Code.Should().Be(1);
        another.Error.Should().StartWith($"{slapd.OtherAddress}: ").And.Contain("certificate");
        gone.Should().Be(new TheProgram.Ended(1, "", $"{slapd.Address}: the connection is refused; no server listens there\n"));
        string.Concat(wrong, another, gone).Should().NotContain("not-the-passw0rd").And.NotContain(Slapd.Password);
    }

    public void Dispose() => program.Dispose();

    private Task<TheProgram.Ended> CheckAsync(Slapd slapd, params string[] more) => program.RunAsync(
    [
        "backend", "check", "staff",
        "--CustomerUserBackends:Staff:kind=Ldap", $"--CustomerUserBackends:Staff:servers={slapd.Address}",
        $"--CustomerUserBackends:Staff:caFile={slapd.CaFile}",
        $"--CustomerUserBackends:Staff:bindDn={Slapd.Reader}", $"--CustomerUserBackends:Staff:passwordFile={slapd.PasswordFile}",
        $"--CustomerUserBackends:Staff:base=ou=people,{Slapd.Base}", "--CustomerUserBackends:Staff:attributes:customerId=departmentNumber",
        $"--Relations:ConfigFolder={Path.Combine(program.Folder, "config")}",
        .. more,
    ]);

    private async Task ImportAsync(string login)
    {
        var folder = Directory.CreateDirectory(Path.Combine(program.Folder, "files")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "customer_users.csv"), $"login,first_name,last_name,email,customer_id,valid\n{login},Cem,Demir,,,valid\n");
        (await program.RunAsync("import", folder)).Code.Should().Be(0);
    }
}
