using Rexpondo.Relations.Web.Cli;

namespace Rexpondo.Relations.Tests.Cli;

public sealed class SettingWordsTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("--urls http://x", "--urls http://x", "")]
    [InlineData("--Urls=http://x", "--Urls=http://x", "")]
    [InlineData("--A:B=c import f", "--A:B=c", "import f")]
    [InlineData("import f --A:B c --dry-run", "--A:B c", "import f --dry-run")]
    [InlineData("check --login=--A:B", "", "check --login=--A:B")]
    [InlineData("export -- --A:B=c", "", "export -- --A:B=c")]
    [InlineData("--bogus", "", "--bogus")]
    public void Split_OfACommandLine_KeepsSettingsAndCommandApart(string line, string settings, string command)
    {
        var split = SettingWords.Split(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        string.Join(' ', split.Settings).Should().Be(settings);
        string.Join(' ', split.Command).Should().Be(command);
    }
}
