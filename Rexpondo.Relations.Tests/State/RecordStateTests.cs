using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Tests.Records;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

/// <summary>What an edit screen asks and says around a save.</summary>
public sealed class RecordStateTests : IDisposable
{
    private readonly Screens screens = new();
    private readonly RecordDesk records;
    private readonly List<string> asked = [];

    public RecordStateTests() => records = new RecordDesk(screens.Desk);

    private Storage.Desk Desk => screens.Desk;

    private long? Newest => Desk.Store.Read(Core.Storage.ChangeLog.Revision);

    public void Dispose() => screens.Dispose();

    [Fact]
    public async Task SaveAsync_ThatChangesTheAccessOfMany_IsAskedFirst()
    {
        var crowd = Crowd("crowd");
        var state = Group(crowd);
        Type(state, Texts.Validity, "invalid").Should().BeTrue();
        state.Derive();
        state.Lines.Should().ContainSingle(line => line.Text == "30 customer users lose access to crowd");

        (await SaveAsync(state, answer: false)).Should().Be(RecordTold.Nothing);
        (records.Groups.Read(crowd)!.Validity, state.Form.Changes, state.Saving).Should().Be((Validity.Valid, 1, false));
        (await SaveAsync(state)).Should().Be(new RecordTold("Saved.", crowd.Value, ChangeSet: Newest));

        asked.Should().HaveCount(2).And.OnlyContain(question => question.StartsWith("Access changes for 30 customer users. Save?: 30 customer users lose access to crowd"));
        (records.Groups.Read(crowd)!.Validity, state.Form.Changes, state.Lines.Count).Should().Be((Validity.Invalid, 0, 0));
        (await SaveAsync(state)).Words.Should().Be(Texts.NothingChanged);
    }

    [Fact]
    public async Task SaveAsync_OfMistakes_SaysThemAndKeepsWhatIsTyped()
    {
        Desk.Group("billing");
        var state = Group(null);
        Type(state, Texts.Name, "billing");

        (await SaveAsync(state)).Should().Be(new RecordTold(Focus: RecordFocus.Error));

        state.ErrorOf(state.Form.Fields[0]).Should().Be("There is already a group \"billing\".");
        state.Refusal.Should().StartWith("Nothing was written: 1 field needs a correction.");
        Type(state, Texts.Name, "billing 2");
        (state.Refusal, state.ErrorOf(state.Form.Fields[0])).Should().Be((null, null));
        var told = await SaveAsync(state);
        records.Groups.Read(new GroupId(told.Stored!.Value))!.Name.Should().Be("billing 2");
    }

    [Fact]
    public async Task SaveAsync_OfWhatAnotherAgentChangedToo_TellsItBeforeItOverwrites()
    {
        var billing = Desk.Group();
        var state = Group(billing);
        Type(state, Texts.Comment, "mine");
        await records.SaveAsync(records.Groups, billing, fields => fields with { Comment = "theirs" });

        (await SaveAsync(state)).Should().Be(new RecordTold(Focus: RecordFocus.Conflict));

        (state.Refusal, state.Form.Conflicts.Single().Now).Should().Be((Texts.RefusedChangedMeanwhile, "theirs"));
        records.Groups.Read(billing)!.Comment.Should().Be("theirs");
        await SaveAsync(state);
        records.Groups.Read(billing)!.Comment.Should().Be("mine");
    }

    [Fact]
    public async Task SaveAsync_ThatTheStoreRefuses_SaysThatNothingIsLost()
    {
        var billing = Desk.Group();
        var state = Group(billing, access => access with { Save = (_, _, _, _, _, _) => throw new IOException("disk full") });
        Type(state, Texts.Comment, "mine");

        (await SaveAsync(state)).Should().Be(RecordTold.Nothing);

        (state.Refusal, state.Saving).Should().Be(("Nothing was written: disk full. Your 1 change is still here.", false));
    }

    [Fact]
    public async Task ActAsync_IsSaidAndKeepsWhatIsTyped()
    {
        var billing = Desk.Group();
        var state = Group(billing);
        Type(state, Texts.Comment, "half a sentence");

        var told = await ActAsync(state, billing, fields => fields with { Validity = Validity.Invalid });

        told.Should().Be(new RecordTold("done", billing.Value, ChangeSet: Newest));
        (state.Form.Wanted.Comment, state.Form.Wanted.Validity, state.Form.Changes).Should().Be(("half a sentence", Validity.Invalid, 1));
        (await state.ActAsync(_ => Task.FromResult<RecordResult>(new RecordNotAllowed("root")), "done", default)).Should().Be(RecordTold.Nothing);
        state.Refusal.Should().StartWith("Nothing was written: you no longer have the role admin. Your 1 change");
    }

    [Fact]
    public async Task ActAsync_ThatMetChangesOfOthers_RefusesAndTheFormShowsNoneOfItsOwn()
    {
        var billing = Desk.Group();
        var drawn = records.Groups.Read(billing)!;
        var state = Group(billing);
        Type(state, Texts.Comment, "mine");
        await records.SaveAsync(records.Groups, billing, fields => fields with { Comment = "theirs" });

        var told = await ActAsync(state, billing, fields => fields with { Validity = Validity.Invalid }, drawn);

        (told, state.Form.Conflicts.Length).Should().Be((RecordTold.Nothing, 0));
        state.Refusal.Should().StartWith("Nothing was written: another agent has changed this meanwhile. Your 1 change");
        state.Form.ChangedMeanwhile.Should().Equal(Texts.Comment);
        (await SaveAsync(state)).Focus.Should().Be(RecordFocus.Conflict, "the save tells it still");
    }

    [Fact]
    public async Task ActAsync_OfMistakes_SaysThemAndMarksNoField()
    {
        var billing = Desk.Group();
        var state = Group(billing);

        (await state.ActAsync(_ => Task.FromResult<RecordResult>(new RecordRefused([new FieldError(Texts.Name, "no such name")])), "done", default))
            .Should().Be(RecordTold.Nothing);

        (state.Refusal, state.Form.Errors.Length).Should().Be(("Nothing was written: no such name.", 0));
    }

    [Fact]
    public async Task SaveAsync_WhoGoesBack_SeesWhatOthersSavedWhileSheWasAsked()
    {
        var crowd = Crowd("crowd");
        var state = Group(crowd);
        Type(state, Texts.Validity, "invalid");

        await SaveAsync(state, answer: false, meanwhile: () => records.SaveAsync(records.Groups, crowd, fields => fields with { Name = "throng" }));

        state.Form.ChangedMeanwhile.Should().Equal(Texts.Name);
        state.Lines.Should().ContainSingle(line => line.Text == "30 customer users lose access to throng");
    }

    [Fact]
    public async Task SaveAsync_WhereMoreIsToBeConfirmedByNow_IsAskedAgain()
    {
        var crowd = Crowd("crowd");
        var state = Group(crowd);
        Type(state, Texts.Validity, "invalid");

        await SaveAsync(state, meanwhile: () =>
        {
            if (asked.Count == 1)
            {
                Desk.Relate(Desk.CustomerUser("late"), crowd, PermissionSet.Ro);
            }

            return Task.CompletedTask;
        });

        asked.Select(question => question.Split('?')[0]).Should().Equal("Access changes for 30 customer users. Save", "Access changes for 31 customer users. Save");
        records.Groups.Read(crowd)!.Validity.Should().Be(Validity.Invalid);
    }

    [Fact]
    public async Task SaveAsync_OfANewGroupThatASettingNames_IsConfirmedWithWhoGetsIt()
    {
        Desk.CustomerUsers(30);
        Desk.Deploy(settings => settings with { AlwaysGroups = ["everybody"] });
        var state = Group(null);
        Type(state, Texts.Name, "everybody").Should().BeTrue();
        state.Derive();
        state.Lines.Should().ContainSingle(line => line.Text == "30 customer users gain access to everybody");

        (await SaveAsync(state, answer: false)).Should().Be(RecordTold.Nothing);
        (await SaveAsync(state)).Words.Should().Be("Saved.");

        asked.Should().HaveCount(2).And.OnlyContain(question => question == "Access changes for 30 customer users. Save?: 30 customer users gain access to everybody");
    }

    private static bool Type(RecordState<GroupFields> state, string field, string text) => state.Type(state.Form.Fields.Single(one => one.Name == field), text);

    private Task<RecordTold> SaveAsync(RecordState<GroupFields> state, bool answer = true, Func<Task>? meanwhile = null) => state.SaveAsync(
        Desk.Root,
        async (title, lines) =>
        {
            asked.Add($"{title}: {string.Join("; ", lines)}");
            await (meanwhile?.Invoke() ?? Task.CompletedTask);
            return answer;
        },
        default);

    /// <summary>A button that saves a change of what it was drawn with.</summary>
    private Task<RecordTold> ActAsync(RecordState<GroupFields> state, GroupId id, Func<GroupFields, GroupFields> change, GroupFields? drawn = null)
    {
        var seen = drawn ?? records.Groups.Read(id)!;
        return state.ActAsync(token => records.Groups.SaveAsync(id, seen, change(seen), Desk.Root, null, token), "done", default);
    }

    /// <summary>A group of 30 customer users.</summary>
    private GroupId Crowd(string name)
    {
        var crowd = Desk.Group(name);
        Desk.Relate(RelationKind.CustomerUserGroup, Desk.CustomerUsers(30).Select(person => (person.Value, crowd.Value, PermissionSet.Ro)));
        return crowd;
    }

    private RecordState<GroupFields> Group(GroupId? id, Func<RecordAccess<GroupFields>, RecordAccess<GroupFields>>? with = null) =>
        screens.Group(records, id, with);
}
