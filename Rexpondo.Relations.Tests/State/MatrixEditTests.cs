using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Tests.Storage;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

/// <summary>Clicks on a relation screen, and what becomes of them at the save (E1–E6).</summary>
public sealed class MatrixEditTests : IDisposable
{
    private readonly Screens screens = new();

    public void Dispose() => screens.Dispose();

    private Desk Desk => screens.Desk;

    [Fact]
    public async Task Click_RwOnAndOff_WritesNothing()
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        var state = screens.Open(MatrixId.GroupsOf(anna));

        state.Tick(billing.Value, "rw");
        state.Ticked("ro").Should().Equal([billing.Value], "ro is included in rw");
        state.IsLocked(billing.Value, state.Key("ro")).Should().BeTrue();
        state.Untick(billing.Value, "ro");
        state.Tick(billing.Value, "ro");
        state.Untick(billing.Value, "rw");

        state.Ticked("ro").Should().BeEmpty();
        state.Pending.Total.Should().Be(0);
        (await screens.Save(state)).Should().BeOfType<Saved>().Which.ChangeSet.Should().BeNull();
        Desk.Stored(anna, billing).Should().Be(PermissionSet.None);
    }

    [Fact]
    public async Task ClickHeader_RwOnAndOff_GrantsNobodyRo()
    {
        var billing = Desk.Group();
        Desk.CustomerUsers(5);
        var state = screens.Open(MatrixId.CustomerUsersOf(billing));

        state.ClickHeader("rw");
        state.ClickHeader("rw");

        state.Pending.Total.Should().Be(0);
        await screens.Save(state);
        Desk.Stored(MatrixId.CustomerUsersOf(billing)).Rows.Should().BeEmpty();
    }

    [Fact]
    public async Task Untick_Rw_ShowsWhatIsStoredForTheOtherKeys()
    {
        var (anna, billing, ops) = (Desk.CustomerUser(), Desk.Group(), Desk.Group("ops"));
        Desk.Relate(anna, billing, PermissionSet.Ro | PermissionSet.Rw);
        Desk.Relate(anna, ops, PermissionSet.Rw);
        var state = screens.Open(MatrixId.GroupsOf(anna));

        state.Untick(billing.Value, "rw");
        state.Untick(ops.Value, "rw");
        state.Ticked("ro").Should().Equal(billing.Value);
        state.KeepRo(ops.Value);
        await screens.Save(state);

        Desk.Stored(anna, billing).Should().Be(PermissionSet.Ro);
        Desk.Stored(anna, ops).Should().Be(PermissionSet.Ro);
    }

    [Fact]
    public void KeepRo_UnderATickedRw_DoesNothing()
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        Desk.Relate(anna, billing, PermissionSet.Rw);
        var state = screens.Open(MatrixId.GroupsOf(anna));

        state.KeepRo(billing.Value);

        state.Edits.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public async Task WithdrawAllShown_ClearsEveryKeyAlsoUnderRwAndOnIneffectiveRows_NotOfDefaultGroups()
    {
        Desk.Deploy(settings => settings with { AlwaysGroups = ["users"], NeverGroups = ["secret"], PermissionKeys = ["ro", "note", "rw"] });
        var anna = Desk.CustomerUser();
        var both = PermissionSet.Ro | PermissionSet.Rw;
        var (billing, past, secret, users, hidden) =
            (Desk.Group(), Desk.Group("past", Validity.Invalid), Desk.Group("secret"), Desk.Group("users"), Desk.Group("hidden"));
        foreach (var group in new[] { billing, past, secret, users, hidden })
        {
            Desk.Relate(anna, group, group == billing ? both | PermissionSet.OfBit(2) : both);
        }

        Desk.Deploy(settings => settings with { PermissionKeys = ["ro", "rw"] });
        var state = screens.Open(MatrixId.GroupsOf(anna));
        state.Search("s* l");
        state.Search("*");
        state.Choose(Chip.All);
        foreach (var typed in new[] { "billing", "past", "secret", "users" })
        {
            state.Search(typed);
            state.WithdrawAllShown();
        }

        state.Pending.Should().Be(new PendingCount(0, 3 + 2 + 2));
        (await screens.Save(state)).Should().BeOfType<Saved>().Which.Withdrawn.Should().Be(7);
        Desk.Stored(anna, billing).Should().Be(PermissionSet.None, "a key that is no longer configured is cleared too");
        Desk.Stored(anna, past).Should().Be(PermissionSet.None);
        Desk.Stored(anna, secret).Should().Be(PermissionSet.None);
        Desk.Stored(anna, users).Should().Be(both);
        Desk.Stored(anna, hidden).Should().Be(both);
    }

    [Fact]
    public void WithdrawAllShown_AlsoTakesBackPendingGrants()
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        var state = screens.Open(MatrixId.GroupsOf(anna));
        state.Tick(billing.Value, "ro");
        state.Tick(billing.Value, "rw");

        state.WithdrawAllShown();

        state.Edits.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void CopyDefaults_TicksTheEffectiveDefaultsAndNoOther()
    {
        var (anna, mail, vpn) = (Desk.CustomerUser(), Desk.Service("Mail"), Desk.Service("VPN"));
        var old = Desk.Service("Old", validity: Validity.Invalid);
        Desk.Default(mail);
        Desk.Default(old);
        var state = screens.Open(MatrixId.ServicesOf(anna));
        state.Tick(vpn.Value);
        state.Consequences.LoseDefaults.Should().Equal(anna.Value);

        state.CopyDefaults();

        state.Edits.Column(anna.Value, 0).On.Should().Equal(mail.Value, vpn.Value);
        state.Consequences.Lose.Should().BeEmpty();
    }

    [Fact]
    public async Task KeepDefaults_AddsExactlyTheLostDefaults()
    {
        var (mail, print, vpn) = (Desk.Service("Mail"), Desk.Service("Print"), Desk.Service("VPN"));
        var (anna, bert, carl) = (Desk.CustomerUser("anna"), Desk.CustomerUser("bert"), Desk.CustomerUser("carl"));
        Desk.Default(mail);
        Desk.Default(print);
        Desk.Default(Desk.Service("Old", validity: Validity.Invalid));
        Desk.Relate(carl, print);
        var state = screens.Open(MatrixId.CustomerUsersOf(vpn));
        state.ClickHeader();

        state.DefaultsToKeepCount.Should().Be(4, "two defaults for anna and for bert; carl has a specific service");
        state.KeepDefaults();

        state.Pending.Should().Be(new PendingCount(3 + 4, 0));
        state.DefaultsToKeepCount.Should().Be(0);
        state.Consequences.LoseDefaults.Should().BeEmpty();
        state.Consequences.Lose.Should().BeEmpty();
        (await screens.Save(state)).Should().BeOfType<Saved>().Which.Granted.Should().Be(7);
        Desk.FreshWorld().Find(bert)!.Services.Ids.ToArray().Should().Equal(mail.Value, print.Value, vpn.Value);
        Desk.FreshWorld().Find(carl)!.Services.Ids.ToArray().Should().Equal(print.Value, vpn.Value);
    }

    [Fact]
    public void KeepDefaults_GoAwayWithTheTick()
    {
        var (mail, vpn) = (Desk.Service("Mail"), Desk.Service("VPN"));
        var (anna, bert) = (Desk.CustomerUser("anna"), Desk.CustomerUser("bert"));
        Desk.Default(mail);
        var state = screens.Open(MatrixId.CustomerUsersOf(vpn));
        state.Tick(anna.Value);
        state.Tick(bert.Value);
        state.KeepDefaults();

        state.Untick(anna.Value);
        state.Edits.Column(mail.Value, 0).On.Should().Equal(bert.Value);
        state.Pending.Total.Should().Be(2);
        state.ClickHeader();
        state.ClickHeader();

        state.Edits.IsEmpty.Should().BeTrue("the header's all off took the last tick");
    }

    [Fact]
    public void ClickRange_ReachesFromOneRowToAnother_AsAHeaderWould()
    {
        Desk.Deploy(settings => settings with { AlwaysGroups = ["b"], NeverGroups = ["c"] });
        var anna = Desk.CustomerUser();
        var ids = new[] { "a", "b", "c", "d", "e", "f" }.Select(name => Desk.Group(name, name == "e" ? Validity.Invalid : Validity.Valid)).ToArray();
        Desk.Relate(anna, ids[3], PermissionSet.Rw);
        Desk.Relate(anna, ids[4], PermissionSet.Rw);
        var state = screens.Open(MatrixId.GroupsOf(anna));
        state.LastClicked.Should().BeNull();

        state.Tick(ids[0].Value, "ro");
        state.LastClicked.Should().Be(ids[0].Value);
        state.ClickRange(ids[5].Value, ids[0].Value, state.Key("ro"), true);

        state.Edits.Column(anna.Value, 0).On.Should().Equal([ids[0].Value, ids[5].Value], "b is a default group, c locked, d included in rw, e not effective");
        state.LastClicked.Should().Be(ids[0].Value);
        state.ClickRange(ids[0].Value, ids[5].Value, state.Key("ro"), false);
        state.Edits.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void ClickRange_ReachesNothingThatIsNotShown()
    {
        var billing = Desk.Group();
        var (anna, bert, carl) = (Desk.CustomerUser("anna", "", "anna a"), Desk.CustomerUser("bert", "", "bert"), Desk.CustomerUser("carl", "", "carl a"));
        var state = screens.Open(MatrixId.CustomerUsersOf(billing));
        state.Search("a");
        state.Rows().Should().Equal(anna.Value, carl.Value);

        state.ClickRange(anna.Value, carl.Value, state.Key("ro"), true);
        state.ClickRange(bert.Value, anna.Value, state.Key("rw"), true);

        state.Edits.Column(billing.Value, 0).On.Should().Equal(anna.Value, carl.Value);
        state.Edits.Column(billing.Value, 1).On.Should().Equal([anna.Value], "the range began at a row that is not shown");
    }

    [Fact]
    public void Auditor_WhateverSheClicks_ChangesNothing()
    {
        var (mail, vpn) = (Desk.Service("Mail"), Desk.Service("VPN"));
        Desk.Default(mail);
        var (anna, bert) = (Desk.CustomerUser("anna"), Desk.CustomerUser("bert"));
        Desk.Relate(bert, vpn);
        var state = screens.Open(MatrixId.CustomerUsersOf(vpn), mayEdit: false);

        state.IsLocked(anna.Value, state.Key("active")).Should().BeTrue();
        state.Tick(anna.Value);
        state.ClickHeader();
        state.WithdrawAllShown();
        state.CopyDefaults();
        state.KeepDefaults();
        state.KeepRo(anna.Value);
        state.ClickRange(anna.Value, bert.Value, state.Key("active"), true);
        state.ClickRange(anna.Value, bert.Value, state.Key("active"), false);

        state.Edits.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public async Task Save_Refused_KeepsWhatIsPending()
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        var state = screens.Open(MatrixId.GroupsOf(anna));
        state.Tick(billing.Value, "rw");

        (await screens.Save(state, Desk.Agent("audrey", AgentRole.Auditor))).Should().BeOfType<Refused>();

        state.Pending.Total.Should().Be(1);
        state.Ticked("rw").Should().Equal(billing.Value);
        Desk.Stored(anna, billing).Should().Be(PermissionSet.None);
        (await screens.Save(state)).Should().BeOfType<Saved>();
        state.Pending.Total.Should().Be(0);
        state.Ticked("rw").Should().Equal(billing.Value);
    }

    [Fact]
    public async Task Save_WhileFurtherBoxesAreClicked_KeepsTheseAndOnlyThese()
    {
        var billing = Desk.Group();
        var (anna, bert, carl) = (Desk.CustomerUser("anna", "", "anna").Value, Desk.CustomerUser("bert", "", "bert").Value, Desk.CustomerUser("carl", "", "carl").Value);
        Desk.Relate(new CustomerUserId(carl), billing, PermissionSet.Ro);
        var state = screens.Open(MatrixId.CustomerUsersOf(billing));
        state.Tick(anna, "ro");
        state.Tick(bert, "ro");
        state.Untick(carl, "ro");

        using var gate = new ManualResetEventSlim();
        var entered = new TaskCompletionSource();
        var other = Task.Run(() => Desk.Store.WriteAsync(_ =>
        {
            entered.SetResult();
            gate.Wait();
            return 0;
        }, CancellationToken.None));
        await entered.Task;
        var saving = screens.Save(state);
        saving.IsCompleted.Should().BeFalse();
        state.Untick(bert, "ro");
        state.Tick(anna, "rw");
        state.Tick(carl, "ro");
        gate.Set();
        await saving;
        await other;

        Desk.Stored(state.Matrix).Rows.Should().Equal(anna, bert);
        state.Ticked("ro").Should().Equal([anna, carl], "what she saw last is what she sees");
        state.Ticked("rw").Should().Equal(anna);
        state.Pending.Should().Be(new PendingCount(2, 1));

        // What was saved is no edit any more: what another agent does to it now is not undone by the next save.
        await Desk.Save(Desk.Edit(state.Matrix, PermissionSet.Ro, false, anna), Desk.Agent("ben"));
        await screens.Save(state);
        Desk.Stored(state.Matrix)[anna].Should().Be(PermissionSet.Rw);
        Desk.Stored(state.Matrix)[bert].Should().Be(PermissionSet.None);
        Desk.Stored(state.Matrix)[carl].Should().Be(PermissionSet.Ro);
        state.Edits.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public async Task Refresh_AfterASettingLockedTickedRows_GivesTheseUpAndSavesTheOthers()
    {
        var (anna, billing, ops, admin) = (Desk.CustomerUser(), Desk.Group("billing"), Desk.Group("ops"), Desk.Group("admin"));
        var state = screens.Open(MatrixId.GroupsOf(anna));
        state.Tick(billing.Value, "ro");
        state.Tick(ops.Value, "ro");
        state.Tick(admin.Value, "rw");
        Desk.Deploy(settings => settings with { AlwaysGroups = ["ops"], NeverGroups = ["admin"] });

        state.Refresh().Should().BeTrue();

        state.Skipped.Words.Should().Be("2 skipped: group ops became a default group; nobody may get group admin any more.");
        state.Refresh();
        state.Skipped.Should().Be(SkippedEdits.None, "it is said once");
        state.Pending.Total.Should().Be(1);
        (await screens.Save(state)).Should().BeOfType<Saved>().Which.Granted.Should().Be(1);
        Desk.Stored(anna, billing).Should().Be(PermissionSet.Ro);
    }

    [Fact]
    public async Task Save_OfTwoAgentsOnDifferentCells_KeepsBoth()
    {
        var (anna, billing, ops) = (Desk.CustomerUser(), Desk.Group(), Desk.Group("ops"));
        var (hers, his) = (screens.Open(MatrixId.GroupsOf(anna)), screens.Open(MatrixId.CustomerUsersOf(ops)));
        hers.Tick(billing.Value, "ro");
        his.Tick(anna.Value, "rw");

        await screens.Save(hers);
        await screens.Save(his, Desk.Agent("ben"));

        Desk.Stored(anna, billing).Should().Be(PermissionSet.Ro);
        Desk.Stored(anna, ops).Should().Be(PermissionSet.Rw);
        hers.Ticked("rw").Should().BeEmpty("nobody told this screen yet");
        hers.Refresh();
        hers.Ticked("rw").Should().Equal(ops.Value);
    }

    [Fact]
    public void WithoutEdits_LeavesTheScreenItself()
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        var state = screens.Open(MatrixId.GroupsOf(anna));
        state.Tick(billing.Value, "rw");

        state.WithoutEdits().Pending.Total.Should().Be(0);

        state.Pending.Total.Should().Be(1);
        state.Discard();
        state.Pending.Total.Should().Be(0);
    }

    [Fact]
    public void Pending_ThatSomebodyElseMadeTrue_IsNoUnsavedChange()
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        var state = screens.Open(MatrixId.GroupsOf(anna));
        state.Tick(billing.Value, "ro");

        Desk.Relate(anna, billing, PermissionSet.Ro);
        state.Refresh();

        state.Pending.Total.Should().Be(0);
        var row = MatrixRow.Of(state, screens.NameOf(state, billing.Value), Why.Nothing);
        row.IsChanged.Should().BeFalse();
        row.Shown.Should().Be(PermissionSet.Ro);
    }

    [Fact]
    public void Row_SaysWhatItShows()
    {
        var (anna, billing) = (Desk.CustomerUser(), Desk.Group());
        Desk.Relate(anna, billing, PermissionSet.Ro);
        var state = screens.Open(MatrixId.GroupsOf(anna));
        var name = screens.NameOf(state, billing.Value);

        MatrixRow.Of(state, name, Why.Nothing).Should().Be(new MatrixRow(name, PermissionSet.Ro, PermissionSet.None, PermissionSet.None, PermissionSet.None, false, Why.Nothing));
        state.Untick(billing.Value, "ro");
        MatrixRow.Of(state, name, Why.Nothing).Withdrawing.Should().Be(PermissionSet.Ro);
        state.Tick(billing.Value, "rw");
        MatrixRow.Of(state, name, Why.Nothing).Should().Be(new MatrixRow(
            name, PermissionSet.Ro | PermissionSet.Rw, PermissionSet.Ro, PermissionSet.Rw, PermissionSet.Ro, false, Why.Nothing));
    }
}
