using System.Text;
using Rexpondo.Relations.Core.Backends;

namespace Rexpondo.Relations.Tests.Backends;

public sealed class CsvSourceTests : IDisposable
{
    private const string Header = MirroredDesk.Header;

    private readonly MirroredDesk mirrored = new();

    public static TheoryData<string, string> Torn => new()
    {
        { "", "partners.csv:1: there is no header line" },
        { "login,first_name,last_name,email,valid\nbea,Bea,Berg,,valid\n", "partners.csv:1: column customer_id is missing" },
        { $"{Header},login\n", "partners.csv:1: column login is named twice" },
        { $"{Header}\nbea,Bea,Berg,,ACME,valid\ncem,\"Cem,Can,,,valid\n", "partners.csv:3: a quote is not closed" },
        { $"{Header}\nbea,Bea,Berg,,ACME,valid\ncem,Cem,Ca", "partners.csv:3: 6 fields are expected, 3 are there" },
        { $"{Header}\nbea,Bea,Berg,,ACME,valid\ncem,Cem,Can,,,val", "partners.csv:3: \"val\" is not one of valid, invalid, invalid-temporarily" },
        { $"{Header}\nbea,Bea,Berg,,ACME,valid\ncem,Cem,Can,,,invalid", "partners.csv:3: the last line does not end with a line break" },
        { $"{Header}\r\nbea,\"Bea\nTwo\",Berg,,ACME,valid\r\ncem,Cem,Can,,,valid\r", "partners.csv:4: the last line does not end with a line break" },
        { Header, "partners.csv:1: the last line does not end with a line break" },
        { $"{Header}\nbea,B\u0001ea\"x,Berg,,ACME,valid\n", "partners.csv:2: a quote stands inside a field that does not begin with one" },
    };

    [Theory]
    [MemberData(nameof(Torn))]
    public async Task File_ThatIsNotWhole_ChangesNothing(string content, string problem)
    {
        await mirrored.MirrorAsync(Header, "bea,Bea,Berg,,ACME,valid", "cem,Cem,Can,,,valid");
        var (before, revision) = (mirrored.Everything(), mirrored.Desk.Revision());

        mirrored.WriteBytes(Encoding.UTF8.GetBytes(content));
        var failed = (await mirrored.MirrorAsync(accepted: 100)).Should().BeOfType<MirrorFailed>().Subject;

        failed.Problems.Should().ContainSingle().Which.Should().EndWith(problem);
        mirrored.Everything().Should().Be(before);
        mirrored.Desk.Revision().Should().Be(revision);
    }

    [Fact]
    public async Task File_ThatIsNotUtf8_ChangesNothing()
    {
        mirrored.WriteBytes([.. Encoding.UTF8.GetBytes(Header + "\nbea,M"), 0xFC, .. Encoding.UTF8.GetBytes("ller,,,,valid\n")]);

        (await mirrored.MirrorAsync()).Should().BeOfType<MirrorFailed>().Which.Problems.Should().Equal("partners.csv:2: the row is not UTF-8; save the file as UTF-8");
    }

    [Theory]
    [InlineData("Login;First_Name;Last_Name;Email;Customer_ID;Valid;Colour\r\nbea;Bea;\"Berg, Dr.\";;ACME;VALID;red\r\n;;;;;;\r\n")]
    [InlineData("sep=\t\nlogin\tfirst_name\tlast_name\temail\tcustomer_id\tvalid\nbea\tBea\tBerg, Dr.\t\tACME\tvalid\t\t\n")]
    public async Task File_OfASpreadsheet_IsRead(string content)
    {
        mirrored.WriteBytes(Encoding.UTF8.GetBytes(content));

        using var reading = await SourceReading.OfAsync(mirrored.Partners.Source, since: null, progress: null, mirrored.Desk.Clock, CancellationToken.None);

        reading.First(2).Should().Equal(new SourcePerson(null, "bea", "Bea", "Berg, Dr.", "", "ACME", Core.Validity.Valid));
    }

    [Fact]
    public async Task File_InUtf16_NamesIt()
    {
        mirrored.WriteBytes([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Header + "\nbea,Bea,Berg,,,valid\n")]);

        (await mirrored.MirrorAsync()).Should().BeOfType<MirrorFailed>().Which.Problems.Should().ContainSingle().Which.Should().Contain("UTF-16");
    }

    [Fact]
    public async Task File_ThatIsNotThere_IsSaid()
    {
        (await mirrored.MirrorAsync()).Should().BeOfType<MirrorFailed>().Which.Problems.Should().Equal("partners.csv: there is no such file");
    }

    [Fact]
    public async Task File_WithManyProblems_TellsThemAll()
    {
        mirrored.Write(Header, "bea,Bea", "cem,Cem,Can,,,yes", "ok,,,,,valid");

        (await mirrored.MirrorAsync()).Should().BeOfType<MirrorFailed>().Which.Problems.Should().HaveCount(2);
    }

    [Fact]
    public async Task File_WithColumnsInAnyOrder_IsRead()
    {
        mirrored.Configure("""{ "name": "Partners", "kind": "Csv", "file": "partners.csv", "idColumn": "uid" }""");
        mirrored.Write("valid,uid,mobile,customer_id,email,colour,last_name,first_name,login,title,phone", "valid,u-1,'+49 2,ACME,b@p.example,red,Berg,Bea,bea,Dr.,+49 1");

        using var reading = await SourceReading.OfAsync(mirrored.Partners.Source, since: null, progress: null, mirrored.Desk.Clock, CancellationToken.None);

        reading.First(2).Should().Equal(new SourcePerson("u-1", "bea", "Bea", "Berg", "b@p.example", "ACME", Core.Validity.Valid) { Title = "Dr.", Phone = "+49 1", Mobile = "+49 2" });
    }

    public void Dispose() => mirrored.Dispose();
}
