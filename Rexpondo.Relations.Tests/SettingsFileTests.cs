using Microsoft.Extensions.Configuration;
using Rexpondo.Relations.Web;

namespace Rexpondo.Relations.Tests;

public sealed class SettingsFileTests
{
    [Fact]
    public void Folder_InAWorkingCopy_IsTheRepositoryRoot() =>
        File.Exists(Path.Combine(SettingsFile.Folder, "Rexpondo.Relations.sln")).Should().BeTrue();

    [Fact]
    public void Find_OutsideAWorkingCopy_StaysBesideTheProgram() =>
        SettingsFile.Find(Path.GetTempPath()).Should().Be(Path.GetTempPath());

    [Fact]
    public void AddTo_WithAnotherSource_LetsTheOtherSourceWin()
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([new("Relations:Provider", "Elsewhere")]);

        SettingsFile.AddTo(configuration);

        configuration["Relations:Provider"].Should().Be("Elsewhere");
        configuration.GetConnectionString("Relations").Should().Be("Data Source=data/relations.db");
    }

    [Fact]
    public void AddTo_WhenTheFrameworkFoundTheFileToo_LetsEarlierSourcesWinOverBoth()
    {
        var configuration = new ConfigurationManager();
        configuration.SetBasePath(SettingsFile.Folder);
        configuration.AddInMemoryCollection([new("Urls", "http://elsewhere")]);
        configuration.AddJsonFile("appsettings.json", optional: true);

        SettingsFile.AddTo(configuration);

        configuration["Urls"].Should().Be("http://elsewhere");
    }

    [Theory]
    [InlineData("{\n  \"Urls\": \"http://localhost\",\n  \"Relations\": { \"Provider\" \"Sqlite\" }\n}", ":3: '\"' is invalid after a property name. Expected a ':'.")]
    [InlineData("{\n  \"Urls\": \"http://localhost\"\n", ":3: Expected depth to be zero at the end of the JSON payload.*")]
    [InlineData("{\n}\nx", ":3: 'x' is invalid after a single JSON value.*")]
    [InlineData("", ":1: The input does not contain any JSON tokens.*")]
    [InlineData("[ 1 ]", ": Top-level JSON element must be an object.*")]
    [InlineData("{ \"Urls\": \"a\", \"urls\": \"b\" }", ": A duplicate key 'urls' was found.")]
    public void Load_OfAMalformedFile_SaysWhichAndWhereAndWhyInOneLine(string json, string problem)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, json);

        var load = () => SettingsFile.Load(() => new ConfigurationBuilder().AddJsonFile(path).Build());

        load.Should().Throw<InvalidDataException>().WithMessage($"{path}{problem}").Which.Message.Should().NotContain("\n");
        File.Delete(path);
    }
}
