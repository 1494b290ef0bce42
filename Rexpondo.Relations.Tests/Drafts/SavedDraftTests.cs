using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Tests.Records;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Drafts;

/// <summary>A save removes the draft it was of in its own transaction: nothing that is done is offered again, nothing refused is lost.</summary>
public sealed class SavedDraftTests : IDisposable
{
    private readonly RecordDesk records = new();

    private Desk Desk => records.Desk;

    public void Dispose() => records.Dispose();

    [Fact]
    public async Task RelationEditor_RemovesTheDraftWithTheSaveAndKeepsItWithARefusal()
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        var matrix = MatrixId.GroupsOf(anna);
        Keep(DraftScreen.Of(matrix));
        Keep(DraftScreen.Of(MatrixId.CustomerUsersOf(billing)));

        await Desk.Editor.SaveAsync(Desk.Edit(matrix, PermissionSet.Ro, true, 999), Desk.Root, null, DraftScreen.Of(matrix), null, default);
        Kept().Should().Be(2);
        await Desk.Editor.SaveAsync(Desk.Edit(matrix, PermissionSet.Ro, true, billing.Value), Desk.Root, null, DraftScreen.Of(matrix), null, default);

        Kept().Should().Be(1);
    }

    [Fact]
    public async Task RecordEditor_RemovesTheDraftWithTheSaveAndKeepsItWithARefusal()
    {
        var billing = Desk.Group();
        var (edited, added) = (DraftScreen.Of(RelationSide.Group, billing.Value), DraftScreen.Of(RelationSide.Group, null));
        Keep(edited);
        Keep(added);
        var seen = records.Groups.Read(billing)!;

        (await records.Groups.SaveAsync(billing, seen, seen with { Name = "" }, Desk.Root, null, edited, default)).Should().BeOfType<RecordRefused>();
        (await records.Groups.SaveAsync(billing, seen, seen with { Comment = "button" }, Desk.Root, null, default)).Should().BeOfType<RecordSaved>();
        Kept().Should().Be(2);
        (await records.Groups.SaveAsync(billing, seen with { Comment = "button" }, seen with { Comment = "typed" }, Desk.Root, null, edited, default))
            .Should().BeOfType<RecordSaved>();
        Kept().Should().Be(1);
        (await records.Groups.AddAsync(new GroupFields { Name = "ops" }, Desk.Root, null, added, default)).Should().BeOfType<RecordSaved>();

        Kept().Should().Be(0);
    }

    [Fact]
    public async Task SettingsEditor_RemovesTheUnsavedValueOfTheAgentAlone()
    {
        var editor = new SettingsEditor(Desk.Store, Desk.Bell, Desk.Clock);
        var screen = DraftScreen.OfSetting(SettingNames.Services);
        Keep(screen);
        Keep(DraftScreen.OfSetting(SettingNames.AlwaysGroups));
        Keep(screen, Desk.Agent("ben"));

        (await editor.SaveDraftAsync(SettingNames.Services, "false", "another", Desk.Root, default)).Should().BeOfType<DraftsChanged>();
        Kept().Should().Be(3);
        (await editor.PrepareDraftAsync(SettingNames.Services, "false", null, Desk.Root, default)).Should().BeOfType<DraftSaved>();
        Kept().Should().Be(3, "it was not prepared on the screen of the setting");
        (await editor.SaveDraftAsync(SettingNames.Services, "false", "false", Desk.Root, default)).Should().BeOfType<DraftSaved>();

        Kept().Should().Be(2);
    }

    private void Keep(DraftScreen screen, AgentId? agent = null) => Desk.Execute(
        $"INSERT INTO draft VALUES ({(agent ?? Desk.Root).Value}, '{screen.Name}', 1, 1, 1, x'00', '')");

    private long Kept() => Desk.Scalar("SELECT count(*) FROM draft");
}
