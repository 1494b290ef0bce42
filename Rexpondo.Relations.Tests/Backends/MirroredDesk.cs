using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Backends;

/// <summary>A desk with customer ACME, group billing, service VPN, and the back end <c>Partners</c> of a CSV file.</summary>
internal sealed class MirroredDesk : IDisposable
{
    public const string Header = "login,first_name,last_name,email,customer_id,valid";
    public const string HeaderWithId = "id,login,first_name,last_name,email,customer_id,valid";

    private static readonly ChangeAuthor Author = new(null, "Partners", ChangeWay.BackEnd);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("relations-");
    private DateTime written = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <param name="size">So many persons are mirrored at once.</param>
    public MirroredDesk(int size = Mirror.PortionSize)
    {
        Acme = Desk.Customer();
        Billing = Desk.Group();
        Vpn = Desk.Service("VPN");
        Mirror = new Mirror(Desk.Store, Desk.Bell, Desk.Clock) { Size = size };
        // Few persons are enough for a test: one may always go, not five.
        Configure("""{ "name": "Partners", "kind": "Csv", "file": "partners.csv", "removalFloor": 1 }""");
    }

    public Desk Desk { get; } = new();

    public Mirror Mirror { get; }

    public CustomerNumber Acme { get; }

    public GroupId Billing { get; }

    public ServiceId Vpn { get; }

    public BackEndSetup Setup { get; private set; } = new();

    /// <summary>The folder of the settings file; files of back ends are in <c>config</c>.</summary>
    public string Folder => folder.FullName;

    public string File => Path.Combine(Folder, "partners.csv");

    public BackEndDefinition Partners => Setup.BackEnds.Single(backEnd => backEnd.Name == "Partners");

    /// <summary>Reads and registers one file for each back end, as a start of the server does; without any, none is configured.</summary>
    public BackEndSetup Configure(params string[] files)
    {
        var config = Path.Combine(Folder, "config");
        if (Directory.Exists(config))
        {
            Directory.Delete(config, recursive: true);
        }

        Directory.CreateDirectory(config);
        foreach (var (content, i) in files.Select((content, i) => (content, i)))
        {
            System.IO.File.WriteAllText(Path.Combine(config, $"{i}.json"), content);
        }

        Setup = BackEndFiles.Read("appsettings.json", null, config, Folder);
        new BackEndRegistration(Desk.Store, Desk.Bell, Desk.Clock).RegisterAsync(Setup, CancellationToken.None).GetAwaiter().GetResult();
        return Setup;
    }

    public BackEndRunner Runner() => new(Desk.Store, Mirror, Setup, Desk.Clock, NullLogger<BackEndRunner>.Instance);

    /// <summary>Writes the file; each time it is a little younger.</summary>
    public void Write(params string[] lines) => WriteBytes(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));

    public void WriteBytes(byte[] bytes)
    {
        System.IO.File.WriteAllBytes(File, bytes);
        written += TimeSpan.FromSeconds(1);
        System.IO.File.SetLastWriteTimeUtc(File, written);
    }

    public Task<MirrorResult> MirrorAsync(
        int accepted = 0, ChangeAuthor? author = null, BackEndDefinition? backEnd = null, MirrorMark? since = null,
        IProgress<MirrorProgress>? progress = null) =>
        Mirror.RunAsync(backEnd ?? Partners, author ?? Author, accepted, since, progress, CancellationToken.None);

    /// <summary>Writes and mirrors; it must go well.</summary>
    public async Task<Mirrored> MirrorAsync(params string[] lines)
    {
        Write(lines);
        return (await MirrorAsync()).Should().BeOfType<Mirrored>().Subject;
    }

    public CustomerUser Person(string login) => Desk.Store.Read(connection => CustomerUserReader.Find(connection, login))!;

    /// <summary>The persons of the back end as <c>login|first last|email|customer|validity</c>, by login.</summary>
    public List<string> Persons(string backEnd = "Partners")
    {
        using var connection = Desk.Store.Open();
        return connection.Query(
            """
            SELECT u.login, u.first_name, u.last_name, u.email, c.customer_id, u.validity FROM customer_user u JOIN back_end b ON b.id = u.back_end
            LEFT JOIN customer c ON c.id = u.customer WHERE b.name = $name ORDER BY u.login
            """,
            row => $"{row.GetString(0)}|{row.GetString(1)} {row.GetString(2)}|{row.GetString(3)}|{(row.IsDBNull(4) ? "" : row.GetString(4))}|{((Validity)row.GetInt32(5)).ToText()}",
            ("$name", backEnd));
    }

    /// <summary>Everything that is stored about persons, back ends and relations: equal texts mean that nothing differs.</summary>
    public string Everything()
    {
        using var connection = Desk.Store.Open();
        return string.Join('\n', connection.Query(
            "SELECT id, login, login_folded, email_folded, external_id, validity, back_end, blocked FROM customer_user ORDER BY id",
            row => string.Join('|', Enumerable.Range(0, row.FieldCount).Select(i => row.GetValue(i)))).Append(Desk.AllRows()));
    }

    public void Dispose()
    {
        Desk.Dispose();
        folder.Delete(recursive: true);
    }
}
