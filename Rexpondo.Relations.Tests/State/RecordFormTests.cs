using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

/// <summary>What an edit screen knows: nothing typed is lost, whatever others do.</summary>
public sealed class RecordFormTests
{
    private static readonly CustomerUserFields Anna = new() { Login = "anna", Phone = "1", Customer = new CustomerNumber(7) };

    private readonly RecordForm<CustomerUserFields> form = new(RecordForms.CustomerUser, Anna);

    [Fact]
    public void Fields_AreNamedAsCoreNamesThem()
    {
        RecordForms.CustomerUser.Select(field => field.Name).Should().BeEquivalentTo(
            RecordField.Login, RecordField.Title, RecordField.FirstName, RecordField.LastName, RecordField.Email, RecordField.Phone, RecordField.Mobile,
            RecordField.Customer, RecordField.Comment, RecordField.Validity);
        RecordForms.Customer.Select(field => field.Name).Should().BeEquivalentTo(
            RecordField.CustomerId, RecordField.Name, RecordField.Street, RecordField.Zip, RecordField.City, RecordField.Country, RecordField.Url,
            RecordField.Comment, RecordField.Validity);
        RecordForms.Group.Select(field => field.Name).Should().BeEquivalentTo(RecordField.Name, RecordField.Comment, RecordField.Validity);
        RecordForms.Service.Select(field => field.Name).Should().BeEquivalentTo(RecordField.Name, RecordField.SubServiceOf, RecordField.Comment, RecordField.Validity);
    }

    [Fact]
    public void Fields_GiveBackWhatWasSet()
    {
        Keep(RecordForms.CustomerUser, new CustomerUserFields());
        Keep(RecordForms.Customer, new CustomerFields());
        Keep(RecordForms.Group, new GroupFields());
        Keep(RecordForms.Service, new ServiceFields());

        static void Keep<TFields>(IReadOnlyList<FormInput<TFields>> fields, TFields empty)
            where TFields : class
        {
            foreach (var field in fields)
            {
                var text = field.Look switch { FieldLook.Validity => "invalid-temporarily", FieldLook.Pick => "12", _ => "text" };
                field.Get(field.With(empty, text)).Should().Be(text, field.Name);
                fields.Where(other => other != field).Should().OnlyContain(other => other.Get(field.With(empty, text)) == other.Get(empty), field.Name);
            }
        }
    }

    [Fact]
    public void Set_CountsWhatDiffersAndForgetsTheErrorOfTheField()
    {
        form.Refuse([new FieldError(Texts.Login, "login is empty"), new FieldError(Texts.Email, "no")]);

        form.Set(Field(Texts.Login), "ann");

        form.Changes.Should().Be(1);
        form.Errors.Should().Equal(new FieldError(Texts.Email, "no"));
        form.HasEffect.Should().BeFalse("a login gives nobody anything");
        form.Set(Field(Texts.Login), "anna");
        form.Changes.Should().Be(0);
    }

    [Fact]
    public void Hear_WithoutAnythingTyped_ShowsWhatIsStored()
    {
        form.Hear(Anna with { Phone = "2" });

        form.Wanted.Phone.Should().Be("2");
        (form.Changes, form.ChangedMeanwhile.Length).Should().Be((0, 0));
    }

    [Fact]
    public void Hear_WithSomethingTyped_KeepsItAndNamesWhatChanged()
    {
        form.Set(Field(Texts.Comment), "half a sentence");

        form.Hear(Anna with { Phone = "2" });

        (form.Wanted.Comment, form.Wanted.Phone).Should().Be(("half a sentence", "1"));
        form.ChangedMeanwhile.Should().Equal(Texts.Phone);
        form.Seen.Should().Be(Anna, "the save must tell the conflict");
    }

    [Fact]
    public void Meet_TakesOverWhatWasNotTouchedAndKeepsWhatWas()
    {
        form.Set(Field(Texts.Phone), "mine");

        form.Meet(Anna with { Phone = "theirs", Mobile = "theirs" }, [new FieldConflict(Texts.Phone, "1", "theirs", "mine", "ben", true)]);

        (form.Wanted.Phone, form.Wanted.Mobile).Should().Be(("mine", "theirs"));
        (form.Changes, form.Conflicts.Length).Should().Be((1, 1));
        form.Stored(form.Wanted, form.Wanted);
        (form.Changes, form.Conflicts.Length).Should().Be((0, 0));
    }

    [Fact]
    public void Stored_KeepsWhatWasTypedWhileTheSaveWasOnItsWay()
    {
        form.Set(Field(Texts.Phone), "first");
        var submitted = form.Wanted;
        form.Set(Field(Texts.Mobile), "meanwhile");

        form.Stored(submitted, submitted);

        (form.Wanted.Phone, form.Wanted.Mobile, form.Changes).Should().Be(("first", "meanwhile", 1));
    }

    [Fact]
    public void TakeOver_OfAButtonOfTheScreen_KeepsWhatIsTyped()
    {
        form.Set(Field(Texts.Comment), "why");

        form.TakeOver(Anna with { Validity = Validity.Invalid });

        (form.Wanted.Comment, form.Wanted.Validity, form.Changes).Should().Be(("why", Validity.Invalid, 1));
    }

    [Fact]
    public void TakeOver_WhereAnotherAgentStoredWhatIsTypedToo_LeavesItForTheSaveToTell()
    {
        form.Set(Field(Texts.Phone), "mine");
        form.Set(Field(Texts.Mobile), "the same");

        form.TakeOver(Anna with { Phone = "theirs", Mobile = "the same", Comment = "theirs", Validity = Validity.Invalid });

        form.Seen.Should().Be(Anna with { Mobile = "the same", Comment = "theirs", Validity = Validity.Invalid }, "the save must tell the conflict");
        (form.Wanted.Phone, form.Wanted.Mobile, form.Wanted.Comment, form.Changes).Should().Be(("mine", "the same", "theirs", 1));
        form.ChangedMeanwhile.Should().Equal(Texts.Phone);
    }

    [Fact]
    public void Words_OfARefusal_SayWhyAndThatNothingIsLost()
    {
        RecordWords.NothingWritten(RecordWords.Reason(new RecordNotAllowed("boss")), 2).Should().Be(
            "Nothing was written: you no longer have the role admin. Your 2 changes are still here.");
        RecordWords.NothingWritten(RecordWords.Reason(new RecordNotThere()), 0).Should().Be("Nothing was written: it does not exist any more.");
        RecordWords.Reason(new RecordReadOnly("Partners")).Should().Be("the customer user comes from the back end Partners, which is read-only");
        form.Refuse([new FieldError(Texts.Login, "login is empty"), new FieldError("Reason", "Reason has 1001 characters")]);
        RecordWords.Refused(form).Should().StartWith("Nothing was written: 1 field needs a correction.");
        form.Refuse([new FieldError("Reason", "Reason has 1001 characters")]);
        RecordWords.Refused(form).Should().Contain("Reason has 1001 characters");
    }

    private FormInput<CustomerUserFields> Field(string name) => form.Fields.Single(field => field.Name == name);
}
