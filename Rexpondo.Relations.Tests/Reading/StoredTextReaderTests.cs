using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Reading;

public sealed class StoredTextReaderTests : IDisposable
{
    private readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public void Read_OfADeskThatKeepsTheRule_FindsNothing()
    {
        desk.CustomerUser("caf\u00E9", "\u0645\u06CC\u200C\u062E", "Meier", "a@b.example");
        desk.Group("\u00DCbersicht");
        desk.Service("Network::Setup");

        Found().Should().BeEmpty();
    }

    [Fact]
    public void Read_OfWhatWasStoredBeforeTheRule_NamesEachField()
    {
        desk.CustomerUser("u1\u00A0", "An\u200Bna", "Meier", "a@b.example ");
        desk.Customer("A\u2060");
        desk.Group("U\u0308bersicht");
        desk.Service(" Mail");
        desk.Agent("bo\u202Ess");
        desk.Deploy(settings => settings with { AlwaysGroups = ["U\u0308bersicht", "fine"] });
        desk.Change(connection => connection.Execute("UPDATE permission_group SET comment = 'one' || char(13, 10) || 'two'; UPDATE customer SET street = char(7)"));

        Found().Should().Equal(
            "customer user \"u1\\u00A0\": Login begins or ends with white space",
            "customer user \"u1\\u00A0\": First name contains a format character (U+200B)",
            "customer user \"u1\\u00A0\": E-mail begins or ends with white space",
            "customer \"A\\u2060\": Customer ID contains a format character (U+2060)",
            "customer \"A\\u2060\": Name contains a format character (U+2060)",
            "customer \"A\\u2060\": Street contains a control character",
            "group \"U\u0308bersicht\": Name is not in Unicode normalization form C",
            "group \"U\u0308bersicht\": Comment has line breaks that are no line feeds",
            "service \" Mail\": Name begins or ends with white space",
            "agent \"bo\\u202Ess\": Login contains a format character (U+202E)",
            "setting \"CustomerGroupAlwaysGroups\": \"U\u0308bersicht\" is not in Unicode normalization form C");
    }

    private List<string> Found() => desk.Store.Read(connection =>
    {
        var found = new List<string>();
        StoredTextReader.Read(connection, found.Add, CancellationToken.None);
        return found;
    });
}
