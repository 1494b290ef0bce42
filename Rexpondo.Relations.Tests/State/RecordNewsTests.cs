using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Tests.Records;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

/// <summary>What an open edit screen says of what others do to its record.</summary>
public sealed class RecordNewsTests : IDisposable
{
    private readonly Screens screens = new();
    private readonly RecordDesk records;
    private readonly AgentId ben;
    private readonly AgentId carla;
    private readonly GroupId billing;
    private readonly RecordState<GroupFields> mine;
    private long revision;

    public RecordNewsTests()
    {
        records = new RecordDesk(screens.Desk);
        (ben, carla) = (Desk.Agent("ben"), Desk.Agent("carla"));
        billing = Desk.Group("billing");
        mine = Open();
        revision = Desk.Store.Read(ChangeLog.Revision);
    }

    private Storage.Desk Desk => screens.Desk;

    public void Dispose()
    {
        mine.Dispose();
        screens.Dispose();
    }

    [Fact]
    public async Task Fields_ChangedOneAfterTheOther_EachSayWhoAndWhen_UntilTheAgentTypes()
    {
        var nine = Desk.Clock.Now;
        await SaveAsync(ben, fields => fields with { Comment = "his" });
        Words(Hear()!).Should().Be("ben changed Comment just now.");
        Desk.Clock.Advance(TimeSpan.FromMinutes(5));
        await SaveAsync(carla, fields => fields with { Name = "hers" });
        Words(Hear()!).Should().Be("carla changed Name just now.");

        Said(Texts.Comment).Should().Be($"changed by ben at {Say.Clock(nine)}");
        Said(Texts.Name).Should().Be("changed by carla just now");
        Said(Texts.Validity).Should().BeNull();

        Type(Texts.Validity, "invalid");
        (Said(Texts.Comment), Said(Texts.Name)).Should().Be((null, null));
    }

    [Fact]
    public async Task OwnSave_HeardTogetherWithAnothers_IsNotNamed()
    {
        Type(Texts.Comment, "mine");
        await SaveMineAsync();
        await SaveAsync(ben, fields => fields with { Name = "his" });

        Words(Hear()!).Should().Be("ben changed Name just now.");

        (Said(Texts.Name), Said(Texts.Comment)).Should().Be(("changed by ben just now", null));
    }

    [Fact]
    public async Task OwnButton_HeardTogetherWithAnothers_IsNotNamed()
    {
        var seen = records.Groups.Read(billing)!;
        var wanted = seen with { Validity = Validity.Invalid };
        await mine.ActAsync(token => records.Groups.SaveAsync(billing, seen, wanted, Desk.Root, null, token), "done", default);
        await SaveAsync(ben, fields => fields with { Name = "his" });

        Hear()!.Should().BeEquivalentTo(new RecordNewsLine([Texts.Name], ["ben"]));
    }

    [Fact]
    public async Task OwnSave_Alone_IsNoNews()
    {
        Type(Texts.Comment, "mine");
        await SaveMineAsync();

        Hear().Should().BeNull();
        Said(Texts.Comment).Should().BeNull();
    }

    [Fact]
    public async Task SavedWhileTheConfirmationStands_IsToldWithItsNameAfterwards()
    {
        var crowd = Desk.CustomerUsers(30);
        Desk.Relate(RelationKind.CustomerUserGroup, crowd.Select(person => (person.Value, billing.Value, PermissionSet.Ro)));
        mine.TakeNews();
        _ = Batch();
        Type(Texts.Validity, "invalid");
        var told = await mine.SaveAsync(
            Desk.Root,
            async (_, _) =>
            {
                await SaveAsync(ben, fields => fields with { Comment = "his" });
                mine.Postpones(Batch()).Should().BeTrue();
                return false;
            },
            default);

        (told, mine.Form.ChangedMeanwhile.Single(), mine.News.MeanwhileBy.Length).Should().Be((RecordTold.Nothing, Texts.Comment, 0));
        mine.Hear(mine.TakeWaiting()!.SetsOf(RelationSide.Group, billing.Value)).Should().BeNull("what is typed waits");
        mine.News.MeanwhileBy.Should().Equal("ben");
        mine.TakeWaiting().Should().BeNull();
        mine.Postpones(Batch()).Should().BeFalse();
    }

    [Fact]
    public async Task TakenOverBeforeItIsHeard_IsToldAllTheSame()
    {
        await SaveAsync(ben, fields => fields with { Comment = "his" });
        mine.TakeNews();

        Words(Hear()!).Should().Be("ben changed Comment just now.");
    }

    [Fact]
    public async Task FieldThatIsStoredAsItIsTyped_IsDoneAndNoNews()
    {
        Type(Texts.Comment, "same");
        await SaveAsync(ben, fields => fields with { Comment = "same" });

        Hear().Should().BeNull();

        (mine.Form.Changes, Said(Texts.Comment)).Should().Be((0, null));
    }

    [Fact]
    public async Task ChangedUnderWhatIsTyped_NamesWhoDid_AndNobodyOfAnEarlierConflict()
    {
        Type(Texts.Comment, "mine");
        await SaveAsync(ben, fields => fields with { Comment = "his" });
        Hear().Should().BeNull();
        mine.News.MeanwhileBy.Should().Equal("ben");

        await SaveMineAsync(); // shows the conflict
        mine.News.MeanwhileBy.Should().BeEmpty();
        await SaveAsync(carla, fields => fields with { Comment = "hers" });
        Hear();
        mine.News.MeanwhileBy.Should().Equal("carla");

        mine.Discard();
        Type(Texts.Comment, "mine again");
        await SaveAsync(ben, fields => fields with { Comment = "his again" });
        Hear();
        mine.News.MeanwhileBy.Should().Equal("ben");

        await SaveAsync(carla, fields => fields with { Comment = "mine again" });
        mine.TakeNews();
        Type(Texts.Comment, "and again");
        await SaveAsync(carla, fields => fields with { Comment = "hers again" });
        Hear();
        mine.News.MeanwhileBy.Should().Equal("carla");
    }

    [Fact]
    public async Task ChangesOfNobody_AreShownAndNotSaid()
    {
        await SaveAsync(ben, fields => fields with { Comment = "his" });
        _ = Batch();

        mine.Hear([]).Should().BeNull();

        mine.Form.Seen.Comment.Should().Be("his");
        await SaveAsync(carla, fields => fields with { Name = "hers" });
        Hear()!.Fields.Should().Equal([Texts.Name], "the comment was not hers");
    }

    private RecordNewsLine? Hear() => mine.Hear(Batch().SetsOf(RelationSide.Group, billing.Value));

    private ChangeBatch Batch()
    {
        var batch = Desk.Store.Read(connection => ChangeLogReader.Since(connection, revision));
        revision = batch.To;
        return batch;
    }

    private string? Said(string field) => mine.News.Of(field) is { } news ? NewsWords.Of(news, "root", Desk.Clock.Now) : null;

    private static string Words(RecordNewsLine line) => NewsWords.Line(line, "root");

    private void Type(string field, string text) => mine.Type(mine.Form.Fields.Single(one => one.Name == field), text);

    private Task SaveAsync(AgentId agent, Func<GroupFields, GroupFields> change) => RecordDesk.Saved(records.SaveAsync(records.Groups, billing, change, agent));

    private Task<RecordTold> SaveMineAsync() => mine.SaveAsync(Desk.Root, (_, _) => Task.FromResult(true), default);

    private RecordState<GroupFields> Open() => screens.Group(records, billing);
}
