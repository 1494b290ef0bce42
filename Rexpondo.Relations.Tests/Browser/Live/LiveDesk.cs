using Rexpondo.Relations.Tests.Browser.Screens;

namespace Rexpondo.Relations.Tests.Browser.Live;

/// <summary>A dozen customer users called <c>Person 01</c> …, and a group for each test.</summary>
public sealed class LiveDesk : ScreenDesk
{
    public const int Persons = 12;

    protected override IReadOnlyList<(string Name, string Content)> Files =>
    [
        ("customer_users.csv", "login,first_name,last_name,email,customer_id,valid\n"
            + string.Concat(Enumerable.Range(1, Persons).Select(i => $"p{i:00},Person,{i:00},,,valid\n"))),
        ("groups.csv", "name,comment,valid\n" + string.Concat(new[] { "apart", "eight", "same" }.Select(name => $"{name},,valid\n"))),
        ("settings.json", """{ "CustomerGroupSupport": true }"""),
    ];
}
