using Microsoft.Extensions.Configuration;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Web;

namespace Rexpondo.Relations.Tests.Drafts;

public sealed class DraftSettingsTests
{
    [Theory]
    [InlineData(null, 7)]
    [InlineData("", 7)]
    [InlineData("1", 1)]
    [InlineData("36500", 36500)]
    public void Read_OfPossibleDays_GivesThem(string? text, int days) => Read(text).Should().Be(days);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("36501")]
    [InlineData("7.5")]
    [InlineData("a week")]
    public void Read_OfAnythingElse_NamesTheSetting(string text)
    {
        var read = () => Read(text);

        read.Should().Throw<StoreException>().WithMessage($"Relations:Drafts:Days is \"{text}\"; it must be a whole number of days from 1 to 36500.");
    }

    private static double Read(string? text) => DraftSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Relations:Drafts:Days"] = text }).Build()).KeptFor.TotalDays;
}
