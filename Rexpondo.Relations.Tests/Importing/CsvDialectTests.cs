using System.IO.Compression;
using System.Text;
using Rexpondo.Relations.Core.Importing;

namespace Rexpondo.Relations.Tests.Importing;

/// <summary>What spreadsheets and other systems make of a CSV file: taken where it can only mean one thing, otherwise named in one line.</summary>
public sealed class CsvDialectTests : IDisposable
{
    private const string Header = "login,first_name,last_name,email,customer_id,valid\n";
    private const string Anna = "anna|Änne|Meier, Dr.|a@x.example";

    private readonly ImportDesk desk = new();

    [Theory]
    [InlineData("login;first_name;last_name;email;customer_id;valid\r\nanna;Änne;Meier, Dr.;a@x.example;;valid\r\n")]
    [InlineData("login\tfirst_name\tlast_name\temail\tcustomer_id\tvalid\nanna\tÄnne\tMeier, Dr.\ta@x.example\t\tvalid\n")]
    [InlineData("sep=;\r\nlogin;first_name;last_name;email;customer_id;valid\r\nanna;Änne;Meier, Dr.;a@x.example;;valid\r\n")]
    [InlineData("\uFEFFSEP=|\nlogin|first_name|last_name|email|customer_id|valid\nanna|Änne|Meier, Dr.|a@x.example||valid\n")]
    [InlineData("sep=,\n" + Header + "anna,Änne,\"Meier, Dr.\",a@x.example,,valid\n")]
    [InlineData("Login,First_Name, LAST_NAME ,Email,Customer_ID,Valid\nanna,Änne,\"Meier, Dr.\",a@x.example,,VALID\n")]
    [InlineData("\"login\";\"first_name\";\"last_name\";\"email\";\"customer_id\";\"valid\"\n\"anna\";\"Änne\";\"Meier, Dr.\";\"a@x.example\";\"\";\"Valid\"\n")]
    [InlineData(Header + "anna,Änne,\"Meier, Dr.\",a@x.example,, valid \n,,,,,\n,,,,,\n\" \",,\n\n")]
    [InlineData(Header + "anna,Änne,\"Meier, Dr.\",a@x.example,,valid,,\n,,,,,,,,\n")]
    [InlineData("\n\nlogin,first_name,last_name,email,customer_id,valid,,\nanna,Änne,\"Meier, Dr.\",a@x.example,,valid,,\n")]
    public async Task ImportAsync_OfWhatASpreadsheetWrites_TakesIt(string content)
    {
        await desk.GivenAsync(("customer_users.csv", content));

        desk.Desk.Texts("SELECT login || '|' || first_name || '|' || last_name || '|' || email FROM customer_user WHERE validity = 1").Should().Equal(Anna);
    }

    [Theory]
    [InlineData("login|first_name|last_name|email|customer_id|valid\na|b|c|||valid\n", 1, "separated by \"|\"")]
    [InlineData("login:first_name:last_name:email:customer_id:valid\na:b:c:::valid\n", 1, "separated by \":\"")]
    [InlineData("login | first_name | last_name | email | customer_id | valid\n", 1, "separated by \"|\"")]
    [InlineData("sep=;\n" + Header + "a,b,c,,,valid\n", 2, "separated by \",\"")]
    [InlineData("sep=\n" + Header, 1, "sep= must be followed by the one character")]
    [InlineData("sep=ab\n" + Header, 1, "sep= must be followed by the one character")]
    [InlineData("anna,Anna,Meier,,,valid\nbert,B,M,,,valid\n", 1, "there is no header line with the columns login,first_name")]
    [InlineData("<html><table><tr><td>login</td></tr></table>", 1, "HTML")]
    [InlineData("{ \"login\": \"anna\" }", 1, "a quote stands inside a field")]
    [InlineData("login\rfirst_name\ranna\r", 1, "carriage return")]
    [InlineData(Header + "a,b,c,,,valid,x\n", 2, "6 fields are expected, 7 are there")]
    [InlineData(Header + "a,b,c,,valid\n", 2, "6 fields are expected, 5 are there")]
    public async Task ImportAsync_OfAnotherForm_NamesItInOneLine(string content, int line, string reason) =>
        (await desk.ProblemsAsync(("customer_users.csv", content))).Should().ContainSingle()
            .Which.Should().StartWith($"customer_users.csv:{line}: ").And.Contain(reason);

    public static TheoryData<string, byte[], string> Encodings
    {
        get
        {
            const string Text = Header + "anna,Änne,Müller,,,valid\nbert,Bärt,Müller,,,valid\n";
            byte[] WithBom(Encoding encoding) => [.. encoding.GetPreamble(), .. encoding.GetBytes(Text)];
            return new()
            {
                { "UTF-16 little endian", WithBom(Encoding.Unicode), "UTF-16" },
                { "UTF-16 big endian", WithBom(Encoding.BigEndianUnicode), "UTF-16" },
                { "UTF-16 little endian without BOM", Encoding.Unicode.GetBytes(Text), "UTF-16" },
                { "UTF-16 big endian without BOM", Encoding.BigEndianUnicode.GetBytes(Text), "UTF-16" },
                { "UTF-32", WithBom(Encoding.UTF32), "UTF-32" },
                { "UTF-32 without BOM", Encoding.UTF32.GetBytes(Text), "UTF-32" },
                { "UTF-32 big endian", WithBom(new UTF32Encoding(bigEndian: true, byteOrderMark: true)), "UTF-32" },
                { "Latin-1", Encoding.Latin1.GetBytes(Text), "not UTF-8" },
                { "xlsx", Archive("[Content_Types].xml"), "spreadsheet (xlsx, ods)" },
                { "ods", Archive("mimetype"), "spreadsheet (xlsx, ods)" },
                { "xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]], "old spreadsheet (xls)" },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task ImportAsync_OfAnotherEncoding_NamesItInOneLineAndBlamesNoOtherFile(string what, byte[] content, string reason)
    {
        var result = await desk.ImportBytesAsync(
            dryRun: false,
            ("groups.csv", "name,comment,valid\nbilling,,valid\n"u8.ToArray()),
            ("customer_users.csv", content),
            ("customer_user_groups.csv", "login,group,permission\nanna,billing,ro\n"u8.ToArray()));

        result.Should().BeOfType<ImportRefused>(what).Which.Problems.Should().ContainSingle()
            .Which.ToString().Should().StartWith("customer_users.csv:").And.Contain(reason);
    }

    [Fact]
    public async Task ImportAsync_OfSettingsInUtf16_NamesIt() =>
        (await desk.ImportBytesAsync(dryRun: false, ("settings.json", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("{ }")])))
            .Should().BeOfType<ImportRefused>().Which.Problems.Should().ContainSingle().Which.Reason.Should().Contain("UTF-16").And.Contain("JSON");

    [Fact]
    public async Task ImportAsync_OfRowsAcrossEveryBoundaryOfTheBuffer_ReadsThemAll()
    {
        var names = Enumerable.Range(0, 3000).Select(i => $"group {i:D4}\n\"{new string('ä', i % 180)}").ToList();
        var rows = names.Select((name, i) => $"g{i:D4},\"{name.Replace("\"", "\"\"")}\",valid\r\n");

        (await desk.GivenAsync(("groups.csv", "name,comment,valid\r\n" + string.Concat(rows)))).Files.Should().Equal(new ImportedFile("groups.csv", names.Count, 0));

        desk.Desk.Texts("SELECT comment FROM permission_group ORDER BY name").Should().Equal(names);
    }

    [Fact]
    public async Task ImportAsync_OfAQuoteThatIsNeverClosedInALargeFile_StopsThere()
    {
        var problems = await desk.ProblemsAsync(("groups.csv", "name,comment,valid\nb,\"never," + string.Concat(Enumerable.Repeat(new string('x', 98) + ",\n", 30_000))));

        problems.Should().Equal("groups.csv:2: a quote is not closed");
    }

    public void Dispose() => desk.Dispose();

    private static byte[] Archive(string entry)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var content = archive.CreateEntry(entry).Open();
            content.Write("application/vnd.oasis.opendocument.spreadsheet"u8);
        }

        return stream.ToArray();
    }
}
