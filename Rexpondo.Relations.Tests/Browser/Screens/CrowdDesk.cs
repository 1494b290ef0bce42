namespace Rexpondo.Relations.Tests.Browser.Screens;

/// <summary>
/// More customer users than fit into a page, a screen or a virtual list's window: <c>p001</c> to <c>p412</c>, called
/// <c>Person 001</c> …; 12 of the customer TWELVE, 25 and 26 of two more. The group <c>full</c> has 260 of them.
/// </summary>
public sealed class CrowdDesk : ScreenDesk
{
    public const int Persons = 412;

    public const int Members = 260;

    protected override IReadOnlyList<(string Name, string Content)> Files =>
    [
        ("customers.csv", "customer_id,name,valid\nTWELVE,,valid\nQUARTER,,valid\nONEMORE,,valid\n"),
        ("customer_users.csv", "login,first_name,last_name,email,customer_id,valid\n" + string.Concat(
            Enumerable.Range(1, Persons).Select(i => $"p{i:000},Person,{i:000},,{Customer(i)},valid\n"))),
        ("groups.csv", "name,comment,valid\n" + string.Concat(
            new[] { "alone", "edges", "everyone", "full", "header", "mixed", "range", "scroll", "shared", "toggle", "typed", "withdraw" }.Select(name => $"{name},,valid\n"))),
        ("customer_user_groups.csv", "login,group,permission\n" + string.Concat(Enumerable.Range(1, Members).Select(i => $"p{i:000},full,ro\n"))
            + "p001,mixed,ro\np002,mixed,rw\np003,mixed,ro\np003,mixed,rw\n"
            + "p001,toggle,ro\np002,toggle,rw\n"
            + "p001,withdraw,ro\np001,withdraw,rw\np002,withdraw,rw\np300,withdraw,ro\n"),
        ("services.csv", "name,comment,valid\nMail,,valid\nVPN,,valid\n"),
        ("settings.json", """{ "CustomerGroupSupport": true, "CustomerGroupAlwaysGroups": ["everyone"] }"""),
    ];

    private static string Customer(int person) => person switch
    {
        <= 12 => "TWELVE",
        > 100 and <= 125 => "QUARTER",
        > 130 and <= 156 => "ONEMORE",
        _ => "",
    };
}
