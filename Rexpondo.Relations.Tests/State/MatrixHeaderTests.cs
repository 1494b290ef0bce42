using Rexpondo.Relations.Core;
using Rexpondo.Relations.Tests.Storage;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

/// <summary>Header checkboxes: derived from what matches, acting on it and on nothing else (E5).</summary>
public sealed class MatrixHeaderTests : IDisposable
{
    private readonly Screens screens = new();
    private readonly GroupId billing;
    private readonly int anna;
    private readonly int bert;
    private readonly int carl;

    public MatrixHeaderTests()
    {
        billing = screens.Desk.Group();
        (anna, bert, carl) = (Person("anna"), Person("bert"), Person("carl"));
    }

    public void Dispose() => screens.Dispose();

    [Fact]
    public void Header_WithNothingTicked_IsUnchecked() => Open().Header("rw").Should().Be(new HeaderView(false, false, 3, null));

    [Fact]
    public void Header_WithSomeTicked_IsMixed()
    {
        Store(PermissionSet.Ro, bert);

        Open().Header("ro").Should().Be(new HeaderView(false, true, 3, null));
        Open().Header("rw").Should().Be(new HeaderView(false, false, 3, null));
    }

    [Fact]
    public void Header_ACellIncludedInRw_CountsAsWhatItShows()
    {
        Store(PermissionSet.Rw, anna, bert);
        Store(PermissionSet.Ro, carl);

        Open().Header("ro").Should().Be(new HeaderView(true, false, 3, null));
        Open().Header("rw").Should().Be(new HeaderView(false, true, 3, null));
    }

    [Fact]
    public void Header_OfAKeyIncludedEverywhere_HasNothingToActOn()
    {
        Store(PermissionSet.Rw, anna, bert, carl);
        var state = Open();

        state.Header("ro").Should().Be(new HeaderView(true, false, 3, HeaderObstacle.AllIncluded));
        state.ClickHeader("ro");
        state.Pending.Total.Should().Be(0);
        state.Edits.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void Header_WithoutAMatch_SaysSo()
    {
        var state = Open();
        state.Search("nobody at all");

        state.Header("ro").Should().Be(new HeaderView(false, false, 0, HeaderObstacle.NoRows));
    }

    [Fact]
    public void Header_OfLockedOrIneffectiveRowsOnly_SaysSo()
    {
        screens.Desk.Deploy(settings => settings with { AlwaysGroups = ["users"], NeverGroups = ["secret"] });
        screens.Desk.Group("users");
        screens.Desk.Group("secret");
        var past = screens.Desk.Group("past", Validity.Invalid);
        screens.Desk.Relate(new CustomerUserId(anna), past, PermissionSet.Ro);
        var state = screens.Open(MatrixId.GroupsOf(new CustomerUserId(anna)));

        state.Header("ro").Count.Should().Be(1, "of four groups one can be edited");
        foreach (var typed in new[] { "users", "secret", "past" })
        {
            state.Search(typed);
            state.Header("ro").Should().Be(new HeaderView(false, false, 0, HeaderObstacle.AllLocked), typed);
            state.ClickHeader("ro");
        }

        state.Edits.IsEmpty.Should().BeTrue();
    }

    [Theory]
    [InlineData("users")]
    [InlineData("secret")]
    public void Header_OfALockedGroup_HasNothingToActOn(string name)
    {
        screens.Desk.Deploy(settings => settings with { AlwaysGroups = ["users"], NeverGroups = ["secret"] });
        var state = screens.Open(MatrixId.CustomerUsersOf(screens.Desk.Group(name)));

        state.Header("rw").Obstacle.Should().Be(HeaderObstacle.AllLocked);
        state.ClickHeader("rw");
        state.Edits.IsEmpty.Should().BeTrue();
        state.ShownKeys(anna).Should().Be(name == "users" ? PermissionSet.Ro | PermissionSet.Rw : PermissionSet.None);
    }

    [Fact]
    public void Header_OfAnAuditor_IsReadOnly()
    {
        Store(PermissionSet.Ro, anna);

        screens.Open(MatrixId.CustomerUsersOf(billing), mayEdit: false).Header("ro").Should().Be(new HeaderView(false, true, 3, HeaderObstacle.ReadOnly));
    }

    [Fact]
    public void ClickHeader_ActsOnEffectiveMatchesOfTheChipOnly()
    {
        var gone = screens.Desk.CustomerUser("anna2", "", "anna2", validity: Validity.Invalid).Value;
        var annika = Person("annika");
        Store(PermissionSet.Ro, gone, annika);
        var state = Open();
        state.Search("ann");
        state.Choose(Chip.NotAssigned);

        state.Header("ro").Count.Should().Be(1);
        state.ClickHeader("ro");
        state.Search("");
        state.Choose(Chip.All);

        state.Ticked("ro").Should().Equal(anna, gone, annika);
        state.Pending.Should().Be(new Core.Editing.PendingCount(1, 0));
    }

    [Fact]
    public void ClickHeader_FromAllOff_GoesOnOffOn() => Cycle("ro").Should().Equal("3", "0", "3", "0");

    [Fact]
    public void ClickHeader_FromAllOn_GoesOffOnOff()
    {
        Store(PermissionSet.Ro, anna, bert, carl);

        Cycle("ro").Should().Equal("0", "3", "0", "3");
    }

    [Fact]
    public void ClickHeader_FromMixed_GoesOnOffAsSaved()
    {
        Store(PermissionSet.Ro, bert);

        Cycle("ro").Should().Equal("3", "0", "1", "3");
    }

    [Fact]
    public void ClickHeader_WithRowsIncludedInRw_LeavesTheseAlone()
    {
        Store(PermissionSet.Rw, bert);
        var state = Open();

        state.ClickHeader("ro");
        state.Edits.Column(billing.Value, 0).On.Should().Equal(anna, carl);
        state.Header("ro").Checked.Should().BeTrue();
        state.ClickHeader("ro");
        state.Edits.IsEmpty.Should().BeTrue();
        state.Header("ro").Should().Be(new HeaderView(false, true, 3, null));
    }

    [Fact]
    public void ClickHeader_OverASingleTick_TheLaterWins()
    {
        Store(PermissionSet.Ro, bert);
        var state = Open();

        state.Tick(anna, "ro");
        state.ClickHeader("ro");
        state.Untick(carl, "ro");
        state.Ticked("ro").Should().Equal(anna, bert);
        state.ClickHeader("ro");
        state.Ticked("ro").Should().Equal(anna, bert, carl);
        state.ClickHeader("ro");
        state.ClickHeader("ro");

        state.Ticked("ro").Should().Equal([bert], "as saved is as saved");
        state.Edits.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public async Task ClickHeader_OverACellThatWasTicked_DoesNotGrantItAgainAfterAnotherWithdrewIt()
    {
        Store(PermissionSet.Ro, bert);
        var state = Open();
        state.ClickHeader("ro");

        await screens.Desk.Save(Desk.Edit(MatrixId.CustomerUsersOf(billing), PermissionSet.Ro, false, bert), screens.Desk.Agent("ben"));
        await screens.Save(state);

        screens.Desk.Stored(MatrixId.CustomerUsersOf(billing)).Rows.Should().Equal(anna, carl);
        state.Ticked("ro").Should().Equal(anna, carl);
    }

    [Fact]
    public async Task ClickHeader_DoesNotReachRowsThatCameMeanwhile()
    {
        var state = Open();
        state.ClickHeader("ro");
        var late = Person("late");
        state.Refresh();

        await screens.Save(state);

        screens.Desk.Stored(MatrixId.CustomerUsersOf(billing)).Rows.Should().Equal(anna, bert, carl).And.NotContain(late);
    }

    [Fact]
    public void Header_WithFourKeys_LocksEveryOtherUnderRw()
    {
        screens.Desk.Deploy(settings => settings with { PermissionKeys = ["ro", "note", "move_into", "rw"] });
        var state = Open();
        state.Snapshot.Keys.All.Select(key => key.Name).Should().Equal("ro", "note", "move_into", "rw");

        state.Tick(anna, "note");
        state.Header("note").Mixed.Should().BeTrue();
        state.ClickHeader("rw");

        foreach (var key in new[] { "ro", "note", "move_into" })
        {
            state.Header(key).Should().Be(new HeaderView(true, false, 3, HeaderObstacle.AllIncluded), key);
            state.IsLocked(anna, state.Key(key)).Should().BeTrue();
            state.ClickHeader(key);
            state.Untick(anna, key);
        }

        state.ClickHeader("rw");
        state.Ticked("note").Should().Equal(anna);
        state.Ticked("ro").Concat(state.Ticked("move_into")).Concat(state.Ticked("rw")).Should().BeEmpty();
        state.Pending.Total.Should().Be(1);
    }

    private IEnumerable<string> Cycle(string key)
    {
        var state = Open();
        for (var click = 0; click < 4; click++)
        {
            state.ClickHeader(key);
            yield return $"{state.Ticked(key).Count()}";
        }
    }

    private MatrixState Open() => screens.Open(MatrixId.CustomerUsersOf(billing));

    private void Store(PermissionSet keys, params int[] persons) =>
        screens.Desk.Relate(RelationKind.CustomerUserGroup, persons.Select(person => (person, billing.Value, keys)));

    private int Person(string login) => screens.Desk.CustomerUser(login, "", login).Value;
}
