using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Radzen;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Tests.Records;
using Rexpondo.Relations.Tests.State;
using Rexpondo.Relations.Tests.Storage;
using Rexpondo.Relations.Web.Components.Matrix;
using Rexpondo.Relations.Web.Components.Pages.Configuration;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.Components;

/// <summary>
/// What many are concerned by is confirmed before it is saved: asked once more if what it would do is something else by then, with
/// a word about that, and for nothing else, whatever others save meanwhile.
/// </summary>
public sealed class ConfirmationTests : BunitContext
{
    private readonly Screens screens = new();
    private readonly SemaphoreSlim asked = new(0);
    private readonly List<IReadOnlyList<string>> questions = [];
    private readonly DialogService dialogs;
    private readonly Choice choice;
    private readonly GroupId billing;
    private readonly GroupId ops;
    private readonly IReadOnlyList<CustomerUserId> persons;

    public ConfirmationTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddRadzenComponents();
        dialogs = Services.GetRequiredService<DialogService>();
        dialogs.OnOpen += (_, _, parameters, _) =>
        {
            questions.Add((IReadOnlyList<string>)parameters["Lines"]!);
            asked.Release();
        };
        choice = new Choice(dialogs);
        (billing, ops) = (Desk.Group(), Desk.Group("ops"));
        persons = Desk.CustomerUsers(30);
    }

    [Fact]
    public async Task Save_WhileOthersSaveWhatMakesNoDifference_IsAskedOnce()
    {
        using var state = WithHeader();
        var saving = Confirm(state);
        await QuestionAsync(1);
        Desk.Relate(persons[3], ops, PermissionSet.Rw);
        Desk.Change("UPDATE customer_user SET phone = '1', last_name = 'Else'");
        Desk.Change("UPDATE permission_group SET name = 'zz' WHERE id = $id", ("$id", billing.Value));

        dialogs.Close(0);

        (await saving.WaitAsync(Patience.Limit)).Should().BeTrue();
        questions.Should().ContainSingle();
    }

    [Fact]
    public async Task Save_WhenOthersChangeWhatItDoes_IsAskedOnceMore_AndSaysForWhom()
    {
        using var state = WithHeader();
        var saving = Confirm(state);
        await QuestionAsync(1);
        Desk.Relate(persons[3], billing, PermissionSet.Ro);

        dialogs.Close(0);
        await QuestionAsync(2);
        dialogs.Close(0);

        (await saving.WaitAsync(Patience.Limit)).Should().BeTrue();
        questions[0].Should().NotContain(line => line.Contains("meanwhile") || line.Contains("since"));
        questions[1].Take(2).Should().Equal("Others have saved since you were asked, and it is another thing now:", "1 customer user is no longer concerned: person4");
        questions.Should().HaveCount(2);
    }

    [Fact]
    public async Task Save_WhenOthersHaveDoneItAll_IsAskedNoMore()
    {
        using var state = WithHeader();
        var saving = Confirm(state);
        await QuestionAsync(1);
        Desk.Relate(RelationKind.CustomerUserGroup, persons.Select(person => (person.Value, billing.Value, PermissionSet.Ro)));

        dialogs.Close(0);

        (await saving.WaitAsync(Patience.Limit)).Should().BeTrue();
        (state.Pending.Total, questions.Count).Should().Be((0, 1));
    }

    [Fact]
    public async Task Save_WithBack_IsNone()
    {
        using var state = WithHeader();
        var saving = Confirm(state);
        await QuestionAsync(1);

        dialogs.Close(1);

        (await saving.WaitAsync(Patience.Limit)).Should().BeFalse();
    }

    [Fact]
    public async Task Deployment_ThatReachesOthersThanConfirmed_IsAskedOnceMore_AlsoForAsMany()
    {
        Desk.Relate(RelationKind.CustomerUserGroup, persons.Skip(1).Select(person => (person.Value, billing.Value, PermissionSet.Ro)));
        using var form = new SettingForm(new SettingsReader(Desk.Store), Desk.Worlds, screens.Reader, SettingNames.NeverGroups);
        form.Add("billing");
        var deploying = DeployQuestion.AskAsync(choice, "Deploy?", () => form.Effects, form.ReadWorld);
        await QuestionAsync(1);
        Desk.Relate(persons[0], billing, PermissionSet.Ro);
        await Desk.Save(Desk.Edit(MatrixId.GroupsOf(persons[1]), PermissionSet.Ro, false, billing.Value));

        dialogs.Close(0);
        await QuestionAsync(2);
        Desk.Relate(persons[1], ops, PermissionSet.Ro);
        dialogs.Close(0);

        (await deploying.WaitAsync(Patience.Limit)).Should().BeTrue();
        questions[1].Should().Contain("1 customer user is concerned now too: person1").And.Contain("1 customer user is no longer concerned: person2");
        questions.Should().HaveCount(2);
    }

    [Fact]
    public async Task Record_WhoseSaveReachesMoreThanConfirmed_IsAskedOnceMore_AndSaysForWhom()
    {
        Desk.Relate(RelationKind.CustomerUserGroup, persons.Skip(1).Select(person => (person.Value, billing.Value, PermissionSet.Ro)));
        var records = new RecordDesk(Desk);
        using var state = screens.Group(records, billing);
        state.Type(state.Form.Fields.Single(field => field.Name == Texts.Validity), "invalid");

        var told = await state.SaveAsync(
            Desk.Root,
            (_, lines) =>
            {
                questions.Add(lines);
                if (questions.Count == 1)
                {
                    Desk.Relate(persons[0], billing, PermissionSet.Ro);
                }
                else
                {
                    Desk.Change("UPDATE customer_user SET phone = '1'");
                }

                return Task.FromResult(true);
            },
            default);

        told.ChangeSet.Should().NotBeNull();
        questions.Should().HaveCount(2);
        questions[1].Should().Contain("1 customer user is concerned now too: person1");
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            asked.Dispose();
            screens.Dispose();
        }
    }

    private Desk Desk => screens.Desk;

    private MatrixState WithHeader()
    {
        var state = screens.Open(MatrixId.CustomerUsersOf(billing));
        state.ClickHeader("ro");
        return state;
    }

    private Task<bool> Confirm(MatrixState state) => new SaveConsequences(screens.Reader, choice).ConfirmAsync(state, () => state.Refresh(), () => { }, default);

    private async Task QuestionAsync(int number)
    {
        (await asked.WaitAsync(Patience.Limit)).Should().BeTrue("question {0} is asked", number);
        questions.Should().HaveCount(number);
    }
}
