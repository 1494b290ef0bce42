using Microsoft.Extensions.Logging.Abstractions;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

/// <summary>A value that is edited and not saved yet is there again.</summary>
public sealed class SettingDraftTests : IDisposable
{
    private readonly Screens screens = new();
    private readonly DraftDesk drafts;
    private readonly SettingsEditor editor;

    public SettingDraftTests()
    {
        drafts = new DraftDesk(screens.Desk.Store, new DraftOptions(), TimeProvider.System, NullLogger<DraftDesk>.Instance);
        editor = new SettingsEditor(screens.Desk.Store, screens.Desk.Bell, screens.Desk.Clock);
    }

    public void Dispose()
    {
        drafts.Dispose();
        screens.Dispose();
    }

    [Fact]
    public void Value_EditedAndLeft_IsThereAgainAndInTheOtherTab()
    {
        using (var form = Open())
        {
            form.Add("ops");
        }

        using var again = Open();
        (again.IsDirty, again.FoundFrom is null).Should().Be((true, false));
        again.Names.Should().Equal("ops");
        using var other = Open();
        again.EditedElsewhere += again.Take;
        other.Add("users");
        again.Names.Should().Equal("ops", "users");

        other.Forget().Count.Should().Be(1);

        (again.IsDirty, again.Names.Length).Should().Be((false, 0));
    }

    [Fact]
    public void Comment_AndWhatIsNotAddedYet_AreThereAgain_UntilTheyAreSaved()
    {
        using (var form = Open())
        {
            form.Say("for everybody");
            form.Seek("op");
            (form.IsDirty, form.HasUnsaved).Should().Be((false, true));
        }

        using var again = Open();
        using var other = Open();
        (again.Comment, again.Adding, again.FoundFrom is null).Should().Be(("for everybody", "op", false));
        again.Add("ops");
        other.Seek("");
        (again.Comment, again.Adding, other.IsDirty).Should().Be(("for everybody", "op", true), "what the other tab typed is heard");
        again.Take();
        again.Adding.Should().BeEmpty();

        again.Saved(deployed: false);
        (again.Comment, again.IsDirty).Should().Be(("for everybody", false));
        again.Saved(deployed: true);
        (again.Comment, again.HasUnsaved).Should().Be(("", false));
    }

    [Fact]
    public async Task CommentAlone_StaysKept_WhenTheAgentPreparesTheSettingElsewhere()
    {
        using var form = Open();
        form.Say("for everybody");
        await drafts.FlushAsync();

        (await editor.PrepareDraftAsync(SettingNames.AlwaysGroups, """["ops"]""", null, screens.Desk.Root, default)).Should().BeOfType<DraftSaved>();
        form.Refresh();
        await drafts.FlushAsync();

        drafts.Of(screens.Desk.Root).Should().ContainSingle("a server that is killed now loses nothing");
        (form.Comment, form.Names.Single()).Should().Be(("for everybody", "ops"));
    }

    [Fact]
    public async Task Value_ThatSomebodyHasDraftedMeanwhile_IsDone()
    {
        using (var form = Open())
        {
            form.Add("ops");
        }

        await editor.SaveDraftAsync(SettingNames.AlwaysGroups, """["ops"]""", null, screens.Desk.Agent("ben"), default);

        using var again = Open();
        (again.IsDirty, again.Draft is null).Should().Be((false, false));
        await drafts.FlushAsync();
        drafts.Of(screens.Desk.Root).Should().BeEmpty();
    }

    [Fact]
    public async Task Value_OnTopOfAnotherDraft_SaysSoAndOverwritesNothingUnseen()
    {
        using (var form = Open())
        {
            form.Add("ops");
        }

        await editor.SaveDraftAsync(SettingNames.AlwaysGroups, """["users"]""", null, screens.Desk.Agent("ben"), default);

        using var again = Open();
        (again.IsDirty, again.DraftChangedMeanwhile, again.SeenDraft).Should().Be((true, true, null));
        (await editor.SaveDraftAsync(again.Name, again.Value, again.SeenDraft, screens.Desk.Root, default)).Should().BeOfType<DraftsChanged>();
        again.Accept();
        (await editor.SaveDraftAsync(again.Name, again.Value, again.SeenDraft, screens.Desk.Root, default)).Should().BeOfType<DraftSaved>();
    }

    [Fact]
    public void TabThatHasNotHeardOfTheOther_OverwritesNothingOfIt()
    {
        using var deaf = Open(); // its question stands, or its turn has not come
        using var other = Open();
        other.EditedElsewhere += other.Take;
        other.Add("ops");

        deaf.Refresh();

        (deaf.Names.AsEnumerable(), other.Names.AsEnumerable()).Should().BeEquivalentTo((new[] { "ops" }, new[] { "ops" }));
        other.Add("users");
        deaf.Refresh();
        deaf.Names.Should().Equal("ops", "users");
        other.Add("legal");
        deaf.Remove("ops");
        other.Names.Should().Equal(["users", "legal"], "a click comes on top of what the other tab did");
    }

    [Fact]
    public async Task Save_RemovesWhatItWrote_AndNotWhatTheOtherTabEditedMeanwhile()
    {
        using var saving = Open();
        saving.Add("ops");
        using var other = Open();
        var value = saving.Value;
        other.Add("users");
        saving.Accept();

        (await editor.SaveDraftAsync(saving.Name, value, saving.SeenDraft, screens.Desk.Root, default)).Should().BeOfType<DraftSaved>();
        saving.Saved(deployed: false);

        (saving.Draft?.Value, saving.IsDirty).Should().Be((value, true));
        saving.Names.Should().Equal("ops", "users");
        await drafts.FlushAsync();
        drafts.Of(screens.Desk.Root).Should().ContainSingle("its row is written anew");
        (await editor.SaveDraftAsync(saving.Name, saving.Value, saving.SeenDraft, screens.Desk.Root, default)).Should().BeOfType<DraftsChanged>();
        saving.Accept();
        (await editor.SaveDraftAsync(saving.Name, saving.Value, saving.SeenDraft, screens.Desk.Root, default)).Should().BeOfType<DraftSaved>();
        saving.Saved(deployed: false);
        other.Refresh();
        (saving.IsDirty, other.IsDirty).Should().Be((false, false));
        await drafts.FlushAsync();
        drafts.Of(screens.Desk.Root).Should().BeEmpty();
    }

    [Fact]
    public void Forget_GivesWhatWasEdited_AlsoInTheOtherTab()
    {
        using var one = Open();
        using var other = Open();
        other.Add("ops");

        one.Forget().Value.Should().Be("""["ops"]""");

        other.Refresh();
        (one.IsDirty, other.IsDirty, one.Forget()).Should().Be((false, false, SettingEdit.None));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[")]
    [InlineData("null")]
    public void Read_OfDamagedContent_IsNothing(string json) => new SettingEditFormat().Read(System.Text.Encoding.UTF8.GetBytes(json)).Should().BeNull();

    private SettingForm Open() => new(
        new SettingsReader(screens.Desk.Store), screens.Desk.Worlds, screens.Reader, SettingNames.AlwaysGroups,
        drafts.Open(screens.Desk.Root, DraftScreen.OfSetting(SettingNames.AlwaysGroups), new SettingEditFormat()));
}
