using System.Text;
using System.Text.Json;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Core.Backends.Ldap;

namespace Rexpondo.Relations.Tests.Backends.Ldap;

/// <summary>How the password is read, and that nothing of it is told.</summary>
public sealed class LdapPasswordTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    [Theory]
    [InlineData("geheim", "geheim")]
    [InlineData("geheim\n", "geheim")]
    [InlineData("geheim\r\n", "geheim")]
    [InlineData("\uFEFFgeheim\n", "geheim")]
    [InlineData(" ge heim \n", " ge heim ")]
    public void File_HoldsIt_WithoutMarkAndLineBreak(string content, string password)
    {
        File.WriteAllBytes(file, Encoding.UTF8.GetBytes(content));

        Of("passwordFile", file).Read().Should().Be(password);
    }

    [Theory]
    [InlineData("", "the password is empty")]
    [InlineData("\uFEFF\n", "the password is empty")]
    [InlineData("\0S3cret", "the password has a control character in it, such as a line break")]
    [InlineData("S3\0cret", "the password has a control character in it, such as a line break")]
    [InlineData("S3cret\n\n", "the password has a control character in it, such as a line break")]
    [InlineData("S3cret\n# for the directory\n", "the password has a control character in it, such as a line break")]
    public void File_WithoutOne_IsRefused(string content, string problem)
    {
        File.WriteAllBytes(file, Encoding.UTF8.GetBytes(content));

        Of("passwordFile", file).Invoking(password => password.Read()).Should().Throw<SourceException>()
            .Which.Problems.Should().Equal($"passwordFile: {problem}");
    }

    [Theory]
    [InlineData("passwordFile", "S3cret", "passwordFile: there is no such file")]
    [InlineData("passwordFile", "S3cret/7+x=", "passwordFile: there is no such file")]
    [InlineData("passwordFile", ".", "passwordFile: the program may not read it, or it is no file")]
    [InlineData("passwordVariable", "S3cret", "passwordVariable: there is no such environment variable")]
    public void Password_InsteadOfWhereItIs_IsNotTold(string key, string value, string problem)
    {
        var thrown = Of(key, value).Invoking(password => password.Read()).Should().Throw<SourceException>().Which;

        thrown.Problems.Should().Equal(problem);
        thrown.ToString().Should().NotContain("S3cret");
    }

    public void Dispose() => File.Delete(file);

    private static LdapPassword Of(string key, string value)
    {
        var keys = JsonSerializer.SerializeToElement(new Dictionary<string, string> { [key] = value, ["bindDn"] = "cn=r" });
        return LdapPassword.Of(new BackEndKeys("f", "", keys, asText: false, "/", []), "cn=r")!;
    }
}
