using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Web.Components.Forms;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.Components;

/// <summary>The parts of edit screens.</summary>
public sealed class FormPartsTests : ScreenContext
{
    [Fact]
    public void Field_WithAnError_IsDescribedByIt()
    {
        var typed = new List<string>();
        var field = Render<FieldBox>(parameters => parameters.Add(p => p.Name, "E-mail").Add(p => p.Value, "abc").Add(p => p.Look, FieldLook.Email)
            .Add(p => p.Enabled, true).Add(p => p.Help, "may be empty").Add(p => p.Error, "E-mail is not an e-mail address.").Add(p => p.Typed, typed.Add));
        var input = field.Find("input");

        field.Find("label").GetAttribute("for").Should().Be(input.Id);
        (input.GetAttribute("type"), input.GetAttribute("aria-invalid")).Should().Be(("email", "true"));
        input.GetAttribute("aria-describedby")!.Split(' ').Select(id => field.Find($"#{id}").TextContent).Should().Equal("E-mail is not an e-mail address.", "may be empty");
        input.Input("abcd");
        typed.Should().Equal("abcd");
    }

    [Fact]
    public void Field_WithATextThatIsRefusedToday_IsFlagged()
    {
        var field = Render<FieldBox>(parameters => parameters.Add(p => p.Name, "Login").Add(p => p.Value, "u1\u200B").Add(p => p.Flaw, "contains a format character (U+200B)"));

        var flag = field.Find($"#{field.Find("input").GetAttribute("aria-describedby")}");
        flag.TextContent.Should().Be("What is stored contains a format character (U+200B). That is refused today; it stays until you correct it.");
        field.Find("input").HasAttribute("aria-invalid").Should().BeFalse("nothing was typed");
    }

    [Fact]
    public void Field_BeforeThePageIsInteractive_IsDisabled_AndReadOnlyCanBeCopied()
    {
        var field = Render<FieldBox>(parameters => parameters.Add(p => p.Name, "Login").Add(p => p.Value, "anna").Add(p => p.ReadOnly, true));

        (field.Find("input").HasAttribute("disabled"), field.Find("input").HasAttribute("readonly")).Should().Be((true, true));
        field.Find("input").HasAttribute("aria-invalid").Should().BeFalse();
    }

    [Fact]
    public void Pick_WhileTyping_OffersWhatMatchesAndEnterPicks()
    {
        var acme = Desk.Customer("ACME");
        Desk.Customer("GLOBEX");
        var picked = new List<string>();
        var box = Pick("", picked);
        box.Find("input").GetAttribute("aria-expanded").Should().Be("false");

        box.Find("input").Input("acm");

        box.Find("input").GetAttribute("aria-expanded").Should().Be("true");
        box.Find("[role=status]").TextContent.Should().Be("1 customer");
        picked.Should().Equal("0");
        box.Find("input").KeyDown(new KeyboardEventArgs { Key = "Enter" });
        picked.Should().Equal("0", $"{acme.Value}");
        box.Find("input").GetAttribute("value").Should().Be("ACME");
        box.Find("input").GetAttribute("aria-expanded").Should().Be("false");
    }

    [Fact]
    public void Pick_TypedExactly_NeedsNoClick_AndClearedIsNone()
    {
        var acme = Desk.Customer("ACME");
        var picked = new List<string>();
        var box = Pick($"{acme.Value}", picked);
        box.Find("input").GetAttribute("value").Should().Be("ACME");

        box.Find("input").Input("");
        box.Find("input").Input("ACME");
        box.Find("input").Input("ACMEX");

        picked.Should().Equal("", $"{acme.Value}", "0");
        box.Find("[role=status]").TextContent.Should().Be("No matches found.");
        box.Find("[role=listbox]").HasAttribute("hidden").Should().BeTrue("a list without an option is none");
        box.Find("input").Input("AC");
        box.Find("[role=listbox]").HasAttribute("hidden").Should().BeFalse();
        box.Find("input").Input("ACMEX");
        Forms.Invocations.Where(call => call.Identifier == "write").Should().BeEmpty("what was typed stays");
    }

    [Fact]
    public void Pick_WithTheArrows_OpensAndWalksRoundTheList()
    {
        Desk.Customer("ACME");
        var globex = Desk.Customer("GLOBEX");
        var picked = new List<string>();
        var box = Pick("", picked);

        box.Find("input").KeyDown(new KeyboardEventArgs { Key = "ArrowDown" });
        box.Find("[role=status]").TextContent.Should().Be("2 customers");
        box.Find("input").KeyDown(new KeyboardEventArgs { Key = "ArrowDown" });
        box.Find("input").KeyDown(new KeyboardEventArgs { Key = "ArrowDown" });

        box.Find("input").GetAttribute("aria-activedescendant").Should().EndWith($"o{globex.Value}");
        box.Find("input").KeyDown(new KeyboardEventArgs { Key = "Escape" });
        (box.Find("input").GetAttribute("aria-expanded"), picked.Count).Should().Be(("false", 0));
    }

    [Fact]
    public void Conflict_SaysFieldByFieldWhatTheNextSaveDoes()
    {
        var table = Render<ConflictTable>(parameters => parameters.Add(p => p.Fields,
            [new FieldConflict("Phone", "", "22", "11", "ben", true), new FieldConflict("Mobile", "1", "", "1", null, false)]));

        table.FindAll("tbody tr").Select(row => string.Join("|", row.Children.Select(cell => string.Join(' ', cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))))
            .Should().Equal("Phone|(empty)|22 by ben|11|will be overwritten", "Mobile|1|(empty)|1|is taken over");
        table.Find("p").TextContent.Should().Contain("saving again overwrites it where it says so");
    }

    private IRenderedComponent<PickBox> Pick(string value, List<string> picked) => Render<PickBox>(parameters => parameters
        .Add(p => p.Id, "f1").Add(p => p.Value, value).Add(p => p.Picker, Picker.Customers(Screens.Reader)).Add(p => p.Enabled, true)
        .Add(p => p.Picked, EventCallback.Factory.Create<string>(this, picked.Add)));
}
