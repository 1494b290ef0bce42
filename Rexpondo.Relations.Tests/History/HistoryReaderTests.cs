using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.History;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Records;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.History;

public sealed class HistoryReaderTests : IDisposable
{
    private readonly HistoryDesk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task Page_ByObject_FindsWhatNamesItOnTheSideItStandsOn()
    {
        // All have the number 1: only the side tells them apart.
        var (anna, acme, billing, mail) = (desk.Desk.CustomerUser(), desk.Desk.Customer(), desk.Desk.Group(), desk.Desk.Service("Mail"));
        new[] { anna.Value, acme.Value, billing.Value, mail.Value }.Should().AllBeEquivalentTo(1);
        var groupOfAnna = await desk.SetAsync(anna, billing, PermissionSet.Ro, true);
        var serviceOfAnna = Relate(() => desk.Desk.Relate(anna, mail));
        var defaults = Relate(() => desk.Desk.Default(mail));
        var groupOfAcme = Relate(() => desk.Desk.Relate(acme, billing, PermissionSet.Rw));
        var furtherOfAnna = Relate(() => desk.Desk.Relate(anna, acme));
        var annaEdited = await Edited(desk.Records.SaveAsync(desk.Records.Persons, anna, f => f with { Phone = "1" }));
        var acmeEdited = await Edited(desk.Records.SaveAsync(desk.Records.Customers, acme, f => f with { City = "Ulm" }));
        var billingEdited = await Edited(desk.Records.SaveAsync(desk.Records.Groups, billing, f => f with { Comment = "c" }));
        var mailEdited = await Edited(desk.Records.SaveAsync(desk.Records.Services, mail, f => f with { Comment = "c" }));

        desk.Found(new() { Person = anna }).Should().Equal(annaEdited, furtherOfAnna, serviceOfAnna, groupOfAnna);
        desk.Found(new() { Customer = acme }).Should().Equal(acmeEdited, furtherOfAnna, groupOfAcme);
        desk.Found(new() { Group = billing }).Should().Equal(billingEdited, groupOfAcme, groupOfAnna);
        desk.Found(new() { Service = mail }).Should().Equal(mailEdited, defaults, serviceOfAnna);
    }

    [Fact]
    public async Task Page_ByTwoObjectsOfOneRelation_FindsTheirCommonCells()
    {
        var (anna, ben, billing, ops) = (desk.Desk.CustomerUser(), desk.Desk.CustomerUser("ben"), desk.Desk.Group(), desk.Desk.Group("ops"));
        desk.Desk.Relate(RelationKind.CustomerUserGroup, (anna.Value, ops.Value, PermissionSet.Ro), (ben.Value, billing.Value, PermissionSet.Ro));
        var common = await desk.SetAsync(anna, billing, PermissionSet.Ro, true);

        desk.Found(new() { Person = anna, Group = billing }).Should().Equal(common);
        desk.Lines.Page(common - 1, new() { Person = anna }, 0, 10).Lines.Should().ContainSingle().Which.Objects.Should().Contain(new ObjectRef(RelationSide.Group, ops.Value));
    }

    [Fact]
    public async Task Page_ByTwoObjectsWithoutARelation_FindsWhatNamesBoth()
    {
        var (anna, billing, mail) = (desk.Desk.CustomerUser(), desk.Desk.Group(), desk.Desk.Service("Mail"));
        await desk.SetAsync(anna, billing, PermissionSet.Ro, true);
        desk.Desk.Default(mail);

        desk.Found(new() { Group = billing, Service = mail }).Should().BeEmpty();
    }

    [Fact]
    public async Task Page_ByAgentWayReasonAndTime_FindsExactlyThose()
    {
        var (anna, billing) = (desk.Desk.CustomerUser(), desk.Desk.Group());
        var start = desk.Desk.Clock.Now;
        desk.Desk.Clock.Advance(TimeSpan.FromDays(1));
        var first = await desk.SetAsync(anna, billing, PermissionSet.Ro, true, desk.Ben, "Über den Flur gerufen");
        desk.Desk.Clock.Advance(TimeSpan.FromDays(1));
        var second = await desk.SetAsync(anna, billing, PermissionSet.Rw, true, reason: "ticket 4711");
        var undo = (await desk.UndoAsync(first)).ChangeSet!.Value;

        desk.Found(new() { Agent = "BEN" }).Should().Equal(first);
        desk.Found(new() { Agent = "\u00A0ben " }).Should().Equal(first);
        desk.Found(new() { Agent = "nobody" }).Should().BeEmpty();
        desk.Found(new() { Way = ChangeWay.Undo }).Should().Equal(undo);
        desk.Found(new() { Reason = "uber flur" }).Should().Equal(first);
        desk.Found(new() { Reason = "%" }).Should().BeEmpty();
        desk.Found(new() { From = start.AddDays(2) }).Should().Equal(undo, second);
        desk.Found(new() { From = start.AddDays(1), Until = start.AddDays(2) }).Should().Equal(first);
        desk.Found(new() { Agent = "root", Way = ChangeWay.Screen, Reason = "4711", Person = anna, Group = billing, From = start, Until = start.AddYears(1) }).Should().Equal(second);
        desk.History.Logins().Should().Contain(["ben", "root", "seed"]);
    }

    [Fact]
    public async Task Page_ByWhatWasChanged_FindsThoseWithSuchALine()
    {
        var (anna, billing) = (desk.Desk.CustomerUser(), desk.Desk.Group());
        var before = desk.Desk.Revision();
        var cells = await desk.SetAsync(anna, billing, PermissionSet.Ro, true);
        var fields = await Edited(desk.Records.SaveAsync(desk.Records.Persons, anna, f => f with { Phone = "1" }));
        var settings = await desk.DeployAsync(SettingNames.AlwaysGroups, """["billing"]""");
        var renamed = await Edited(desk.Records.SaveAsync(desk.Records.Groups, billing, f => f with { Name = "accounting" }));

        Since(ChangeTopic.Relations).Should().Equal(cells);
        Since(ChangeTopic.Records).Should().Equal(renamed, fields);
        Since(ChangeTopic.Settings).Should().Equal([renamed, settings], "a group takes its entries along");

        IEnumerable<long> Since(ChangeTopic what) => desk.Found(new() { What = what }).Where(set => set > before);
    }

    [Fact]
    public async Task Page_ByGroup_FindsTheDeploymentsThatNamedItAsItWasCalledThen()
    {
        var (anna, billing) = (desk.Desk.CustomerUser(), desk.Desk.Group());
        await desk.DeployAsync(SettingNames.PermissionKeys, """["ro","billing","rw"]""");
        var always = await desk.DeployAsync(SettingNames.AlwaysGroups, """["billing"]""");
        await desk.DeployAsync(SettingNames.NeverGroups, """["accounting"]""");
        await desk.DeployAsync(SettingNames.NeverGroups, "[]");
        var renamed = await Edited(desk.Records.SaveAsync(desk.Records.Groups, billing, f => f with { Name = "accounting" }));
        var another = new GroupId(await RecordDesk.Added(desk.Records.AddAsync(desk.Records.Groups, new GroupFields { Name = "billing" })));
        var ofTheOther = await desk.DeployAsync(SettingNames.CompanyAlwaysGroups, """["billing"]""");
        var cleared = await desk.DeployAsync(SettingNames.AlwaysGroups, "[]");

        desk.Found(new() { Group = billing }).Should().Equal(cleared, renamed, always);
        desk.Found(new() { Group = billing, What = ChangeTopic.Settings, Agent = "root" }).Should().Equal(cleared, renamed, always);
        desk.Found(new() { Group = billing, Person = anna }).Should().BeEmpty("only their common cells are asked for");
        desk.Found(new() { Group = another }).Should().Contain(ofTheOther).And.NotContain([always, cleared]);
        var lines = desk.Lines.Page(renamed, new() { Group = billing }, 0, 10);
        lines.Total.Should().Be(2);
        lines.Lines.Should().Equal(
            new SettingLine(SettingNames.AlwaysGroups, """["billing"]""", """["accounting"]""", "group \"billing\" renamed to \"accounting\""),
            new FieldLine(new(RelationSide.Group, billing.Value), RecordField.Name, "billing", "accounting"));
    }

    [Fact]
    public async Task Page_InSteps_GivesEachEntryOnceWhateverIsAdded()
    {
        desk.Desk.CustomerUsers(3);
        for (var i = 0; i < 5; i++)
        {
            desk.Desk.Group($"group {i}");
        }

        var all = desk.Found(HistoryFilter.All).ToList();
        var first = desk.History.Page(HistoryFilter.All, null, 3);
        desk.Desk.Group("meanwhile");
        var second = desk.History.Page(HistoryFilter.All, first[^1].Id, 1000);

        first.Concat(second).Select(entry => entry.Id).Should().Equal(all);
        desk.History.Count(HistoryFilter.All, after: first[0].Id).Should().Be(1);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Find_OfAChangeSet_CountsKeysFieldsAndSettings()
    {
        var (anna, billing, ops) = (desk.Desk.CustomerUser(), desk.Desk.Group(), desk.Desk.Group("ops"));
        desk.Desk.Relate(anna, ops, PermissionSet.Ro | PermissionSet.Rw);
        var edits = Desk.Edit(MatrixId.GroupsOf(anna), PermissionSet.Ro, true, billing.Value)
            .With(anna.Value, 0, Core.Searching.IdSet.Of([ops.Value]), false).With(anna.Value, 1, Core.Searching.IdSet.Of([ops.Value]), false);
        await desk.Desk.Save(edits);
        var cells = desk.Desk.Revision();
        await desk.Records.SaveAsync(desk.Records.Persons, anna, f => f with { Phone = "1", Mobile = "2" });
        var fields = desk.Desk.Revision();
        var settings = await desk.DeployAsync(SettingNames.Services, "false", comment: "no more");

        desk.History.Find(cells)!.Counts.Should().Be(new ChangeCounts(2, 1, 2, 0, 0));
        desk.History.Find(fields)!.Counts.Should().Be(new ChangeCounts(0, 0, 0, 2, 0));
        desk.History.Find(settings)!.Should().BeEquivalentTo(new { Counts = new ChangeCounts(0, 0, 0, 0, 1), Login = "root", Reason = "no more", Way = ChangeWay.Screen });
        desk.History.Find(settings + 1).Should().BeNull();
        desk.LinesOf(settings).Should().Equal(new SettingLine(SettingNames.Services, "true", "false", "no more"));
        desk.LinesOf(fields).Should().Equal(
            new FieldLine(new(RelationSide.CustomerUser, anna.Value), RecordField.Mobile, "", "2"), new FieldLine(new(RelationSide.CustomerUser, anna.Value), RecordField.Phone, "", "1"));
    }

    [Fact]
    public void Lines_OfALargeImport_ComeInPagesWithTheExactTotal()
    {
        var persons = desk.Desk.CustomerUsers(450);
        var billing = desk.Desk.Group();
        desk.Desk.Relate(RelationKind.CustomerUserGroup, persons.Select(person => (person.Value, billing.Value, PermissionSet.Ro)));
        var set = desk.Desk.Revision();

        var pages = new[] { 0, 200, 400 }.Select(skip => desk.Lines.Page(set, HistoryFilter.All, skip, 200)).ToList();

        pages.Select(page => (page.Lines.Length, page.Total)).Should().Equal((200, 450), (200, 450), (50, 450));
        pages.SelectMany(page => page.Lines).Cast<CellLine>().Select(line => line.Left).Should().Equal(persons.Select(person => person.Value));
        pages[2].Names[new(RelationSide.CustomerUser, persons[449].Value)].Key.Should().Be("person450");
    }

    [Fact]
    public async Task Names_AreThoseOfToday_AndANumberWhereThereIsNone()
    {
        var (anna, billing) = (desk.Desk.CustomerUser(), desk.Desk.Group());
        var set = await desk.SetAsync(anna, billing, PermissionSet.Ro, true);
        await desk.Records.SaveAsync(desk.Records.Groups, billing, f => f with { Name = "accounting" });

        var names = desk.Lines.Page(set, HistoryFilter.All, 0, 10).Names;

        names[new(RelationSide.Group, billing.Value)].Name.Should().Be("accounting");
        names[new(RelationSide.CustomerUser, anna.Value)].Name.Should().Be("Anna Meier");
        names[new(RelationSide.Service, 77)].Name.Should().Be("#77");
    }

    private long Relate(Action relate)
    {
        relate();
        return desk.Desk.Revision();
    }

    private static async Task<long> Edited(Task<Core.Records.RecordResult> result) => (await RecordDesk.Saved(result))!.Value;
}
