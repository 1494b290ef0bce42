using Microsoft.Extensions.Logging.Abstractions;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Tests.Records;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

/// <summary>What is typed into an edit screen is there again, on top of what is stored by then.</summary>
public sealed class FormDraftTests : IDisposable
{
    private readonly Screens screens = new();
    private readonly RecordDesk records;
    private readonly DraftDesk drafts;

    public FormDraftTests()
    {
        records = new RecordDesk(screens.Desk);
        drafts = new DraftDesk(Desk.Store, new DraftOptions(), TimeProvider.System, NullLogger<DraftDesk>.Instance);
    }

    private Storage.Desk Desk => screens.Desk;

    public void Dispose()
    {
        drafts.Dispose();
        screens.Dispose();
    }

    [Fact]
    public async Task Form_OpenedAgain_HasWhatWasTyped()
    {
        var billing = Desk.Group();
        Type(Group(billing), Texts.Comment, "half a sentence").Dispose();
        await drafts.FlushAsync();

        using var again = Group(billing);

        (again.Form.Wanted.Comment, again.Form.Changes, again.FoundFrom is null).Should().Be(("half a sentence", 1, false));
    }

    [Fact]
    public async Task Form_OpenedOnWhatAnotherAgentChanged_TellsItBeforeItOverwrites()
    {
        var billing = Desk.Group();
        Type(Type(Group(billing), Texts.Comment, "mine"), Texts.Validity, "invalid").Dispose();
        await records.SaveAsync(records.Groups, billing, fields => fields with { Comment = "theirs", Name = "invoices" });

        using var again = Group(billing);

        again.Form.ChangedMeanwhile.Should().Equal(Texts.Comment);
        (again.Form.Wanted.Comment, again.Form.Wanted.Name).Should().Be(("mine", "invoices"), "what was not touched is as it is stored");
        (await SaveAsync(again)).Focus.Should().Be(RecordFocus.Conflict);
        again.Form.Conflicts.Select(field => (field.Field, field.Seen, field.Now, field.Yours)).Should().Equal((Texts.Comment, "", "theirs", "mine"));
        (await SaveAsync(again)).Words.Should().Be(Texts.RecordSavedWords);
        records.Groups.Read(billing).Should().Be(new GroupFields { Name = "invoices", Comment = "mine", Validity = Validity.Invalid });
        await drafts.FlushAsync();
        drafts.Of(Desk.Root).Should().BeEmpty();
    }

    [Fact]
    public void Format_KeepsWhatIsSoughtAndReadsWhatWasKeptWithoutIt()
    {
        var format = new FormEditsFormat();
        var edits = FormEdits.None.With("Customer", "3", "0", "acm").With("Phone", "", "1");

        format.Read(format.Write(edits))!.Fields.Should().Equal(edits.Fields);
        format.Read("""{"Phone":["","1"]}"""u8.ToArray())!.Fields.Should().Equal(FormEdits.None.With("Phone", "", "1").Fields);
        format.Read("""{"Phone":[""]}"""u8.ToArray()).Should().BeNull();
    }

    [Fact]
    public async Task Form_OpenedOnWhatIsAsWantedByNow_HasNothingPending()
    {
        var billing = Desk.Group();
        Type(Group(billing), Texts.Comment, "same").Dispose();
        await records.SaveAsync(records.Groups, billing, fields => fields with { Comment = "same" });

        using (var again = Group(billing))
        {
            (again.Form.Changes, again.Form.ChangedMeanwhile.Length, again.FoundFrom is null).Should().Be((0, 0, false));
        }

        await drafts.FlushAsync();
        drafts.Of(Desk.Root).Should().BeEmpty();
    }

    [Fact]
    public async Task News_ThatAFieldIsAsTyped_EndsItsChange()
    {
        var billing = Desk.Group();
        using var state = Type(Type(Group(billing), Texts.Comment, "same"), Texts.Name, "invoices");
        await records.SaveAsync(records.Groups, billing, fields => fields with { Comment = "same" });

        state.TakeNews();

        (state.Form.Changes, state.Form.ChangedMeanwhile.Length).Should().Be((1, 0));
        (await SaveAsync(state)).Words.Should().Be(Texts.RecordSavedWords);
    }

    [Fact]
    public void Tabs_ShareWhatIsTyped()
    {
        var billing = Desk.Group();
        using var one = Group(billing);
        using var two = Group(billing);
        two.EditedElsewhere += two.TakeNews;
        one.EditedElsewhere += one.TakeNews;

        Type(one, Texts.Comment, "here");
        Type(two, Texts.Name, "there");
        (one.Form.Wanted, one.Form.Changes).Should().Be((two.Form.Wanted, 2));
        Type(two, Texts.Comment, "");

        (one.Form.Wanted.Comment, one.Form.Changes).Should().Be(("", 1));
        one.Discard();
        (two.Form.Wanted, two.Form.Changes).Should().Be((records.Groups.Read(billing)!, 0));
    }

    [Fact]
    public async Task Save_InOneTab_LeavesWhatTheOtherHasTypedMeanwhile()
    {
        var billing = Desk.Group();
        using var other = Group(billing);
        other.EditedElsewhere += other.TakeNews;
        using var state = Type(Group(billing, meanwhile: () => Type(other, Texts.Name, "invoices")), Texts.Comment, "mine");

        (await SaveAsync(state)).Words.Should().Be(Texts.RecordSavedWords);

        records.Groups.Read(billing).Should().Be(new GroupFields { Name = "billing", Comment = "mine" });
        (state.Form.Wanted.Name, state.Form.Changes).Should().Be(("invoices", 1));
        (other.Form.Wanted, other.Form.Changes).Should().Be((state.Form.Wanted, 1));
        await drafts.FlushAsync();
        drafts.Of(Desk.Root).Should().ContainSingle(draft => draft.Changes == 1);
    }

    [Fact]
    public async Task NewRecord_KeepsItsDraftUntilItIsAdded()
    {
        Type(Group(null), Texts.Name, "ops").Dispose();
        using var again = Group(null);
        (again.Form.Wanted.Name, again.Form.Changes).Should().Be(("ops", 1));

        (await SaveAsync(again)).Stored.Should().NotBeNull();
        await drafts.FlushAsync();

        drafts.Of(Desk.Root).Should().BeEmpty();
        using var next = Group(null);
        next.Form.Changes.Should().Be(0);
    }

    [Fact]
    public void Discard_GivesBackWhatItWas()
    {
        var billing = Desk.Group();
        using var state = Type(Group(billing), Texts.Comment, "mine");

        var discarded = state.Discard();

        (discarded.Count, state.Form.Changes, state.Form.Wanted.Comment).Should().Be((1, 0, ""));
        using var undo = drafts.Open(Desk.Root, DraftScreen.Of(RelationSide.Group, billing.Value), new FormEditsFormat());
        undo.Update(_ => discarded, edits => edits.Count, 0);
        state.TakeNews();
        state.Form.Wanted.Comment.Should().Be("mine");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"Name":null}""")]
    [InlineData("""{"Name":["a"]}""")]
    [InlineData("""{"Name":["a",null]}""")]
    [InlineData("""{"Name":["a","b"]""")]
    public void Read_OfDamagedContent_IsNothing(string json) => new FormEditsFormat().Read(System.Text.Encoding.UTF8.GetBytes(json)).Should().BeNull();

    [Fact]
    public void Read_OfWhatWasWritten_GivesItBack()
    {
        var format = new FormEditsFormat();
        var edits = FormEdits.None.With("Name", "", "<b>\"ü\" \u2028").With("Comment", "a\r\nb", "");

        format.Read(format.Write(edits))!.Fields.Should().Equal(edits.Fields);
    }

    private Task<RecordTold> SaveAsync(RecordState<GroupFields> state) => state.SaveAsync(Desk.Root, (_, _) => Task.FromResult(true), default);

    private static RecordState<GroupFields> Type(RecordState<GroupFields> state, string field, string text)
    {
        state.Type(state.Form.Fields.Single(one => one.Name == field), text);
        return state;
    }

    private RecordState<GroupFields> Group(GroupId? id, Action? meanwhile = null)
    {
        var screen = DraftScreen.Of(RelationSide.Group, id?.Value);
        var access = new RecordAccess<GroupFields>(
            new GroupFields(),
            number => records.Groups.Read(new(number)),
            (wanted, agent, reason, token) => records.Groups.AddAsync(wanted, agent, reason, screen, token),
            async (number, seen, wanted, agent, reason, token) =>
            {
                meanwhile?.Invoke();
                return await records.Groups.SaveAsync(new(number), seen, wanted, agent, reason, screen, token);
            },
            (number, wanted) => records.Groups.Preview(new(number), wanted),
            records.Groups.PreviewAdd);
        return new(
            access, new RecordPreview<GroupFields>(access, screens.Reader, Desk.Catalogs, isPerson: false), RecordForms.Group, id?.Value,
            drafts.Open(Desk.Root, screen, new FormEditsFormat()));
    }
}
