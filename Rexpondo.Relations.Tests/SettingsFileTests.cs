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
}
