using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

public sealed class SavedWordsTests
{
    [Theory]
    [InlineData(3, 1, 0, 0, null, "3 permissions granted, 1 withdrawn.")]
    [InlineData(1, 0, 0, 0, null, "1 permission granted.")]
    [InlineData(0, 2, 0, 0, null, "2 withdrawn.")]
    [InlineData(0, 0, 0, 0, null, "Nothing changed.")]
    [InlineData(0, 2, 0, 1, "ben", "2 withdrawn. 1 was already withdrawn by ben.")]
    [InlineData(1, 0, 2, 0, null, "1 permission granted. 2 were already granted.")]
    [InlineData(0, 0, 1, 0, "ben", "1 was already granted by ben.")]
    [InlineData(9997, 0, 0, 0, null, "9,997 permissions granted.")]
    public void Of_Saved_SaysWhatWasWritten(int granted, int withdrawn, int alreadySet, int alreadyCleared, string? by, string said) =>
        SavedWords.Permissions.Of(new Saved(1, granted, withdrawn, alreadySet, alreadyCleared, by)).Should().Be(said);

    [Fact]
    public void Of_Saved_NamesServices()
    {
        SavedWords.Services.Of(new Saved(1, 2, 0, 0, 0, null)).Should().Be("2 services granted.");
        SavedWords.DefaultServices.Of(new Saved(1, 1, 1, 0, 0, null)).Should().Be("1 default service added, 1 withdrawn.");
    }

    [Fact]
    public void Of_Refused_SaysWhyAndThatNothingIsLost()
    {
        SavedWords.Of(new Refused([new NotAllowed("ben")]), 4).Should().Be("Nothing was written: you no longer have the role admin. Your 4 changes are still here.");
        SavedWords.Of(new Refused([new NeverGroup("secret"), new DefaultGroup("users")]), 1)
            .Should().Be("Nothing was written: no customer user may get the group secret; everybody has the group users by a setting, it cannot be changed here. Your 1 change is still here.");
    }

    public static TheoryData<SaveError, string> Reasons => new()
    {
        { new NotAllowed(""), "you are no longer an agent" },
        { new UnknownKey(PermissionSet.OfBit(5)), "a permission key is no longer configured" },
        { new NotThere(RelationSide.Group, 7), "number 7 does not exist any more" },
        { new ReasonTooLong(1000), "the reason is longer than 1,000 characters" },
    };

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Of_Refused_HasWordsForEachReason(SaveError error, string said) => SavedWords.Of(new Refused([error]), 2).Should().Contain($": {said}.");
}
