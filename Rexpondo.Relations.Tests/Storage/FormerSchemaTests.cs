using System.Reflection;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.Storage;

/// <summary>A database of the program before this one is opened with what is unsaved in it.</summary>
public sealed class FormerSchemaTests : IDisposable
{
    private const int Former = 4;

    private static readonly AgentId Agent = new(1);
    private static readonly MatrixId Matrix = MatrixId.CustomerUsersOf(new GroupId(7));

    private static readonly DraftScreen OfMatrix = DraftScreen.Of(Matrix);
    private static readonly DraftScreen OfRecord = DraftScreen.Of(RelationSide.CustomerUser, 12);
    private static readonly DraftScreen OfSetting = DraftScreen.OfSetting("CustomerGroupAlwaysGroups");

    // Group 7, key 0: rows 1 and 5 set, none cleared.
    private static readonly byte[] Ticked = [1, 7, 0, 2, 1, 4, 0];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("relations-");

    private string Database => Path.Combine(folder.FullName, "relations.db");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Open_OfTheFormerSchema_FindsEveryKindOfDraftInIt()
    {
        Make();

        using var store = new RelationsStore(new StoreOptions { DatabasePath = Database });
        using var drafts = new DraftDesk(store, new DraftOptions(), TimeProvider.System, NullLogger<DraftDesk>.Instance);
        using var matrix = drafts.Open(Agent, OfMatrix, new EditSetFormat(Matrix));
        using var record = drafts.Open(Agent, OfRecord, new FormEditsFormat());
        using var setting = drafts.Open(Agent, OfSetting, new SettingEditFormat());

        drafts.Of(Agent).Select(draft => draft.Screen).Should().BeEquivalentTo([OfMatrix, OfRecord, OfSetting]);
        new EditSetFormat(Matrix).Write(matrix.Value).Should().Equal(Ticked);
        record.Value.Fields.Should().ContainSingle().Which.Should().Be(new KeyValuePair<string, TypedText>("phone", new("a", "b")));
        setting.Value.Should().Be(new SettingEdit("""["users"]""", null, "[]"));
        (matrix.Reason, record.Reason, setting.Reason).Should().Be(("", "", ""));
        (matrix.Found?.Changes, record.Found?.Changes, setting.Found?.Changes).Should().Be((2, 1, 1));
    }

    // The scripts that the program before this one had, and rows as it wrote them.
    private void Make()
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        foreach (var script in Scripts().Take(Former))
        {
            connection.Execute(script);
        }

        connection.Execute($"PRAGMA user_version = {Former}");
        connection.Execute("INSERT INTO agent (id, login, login_folded, password_hash, role, stamp) VALUES (1, 'boss', 'boss', '', 2, '')");
        foreach (var (screen, changes, content) in new[]
        {
            (OfMatrix, 2, Ticked),
            (OfRecord, 1, Encoding.UTF8.GetBytes("""{"phone":["a","b"]}""")),
            (OfSetting, 1, Encoding.UTF8.GetBytes("""{"Value":"[\u0022users\u0022]","SeenDraft":null,"SeenInForce":"[]"}""")),
        })
        {
            connection.Execute(
                "INSERT INTO draft (agent_id, screen, changes, revision, at, content) VALUES (1, $screen, $changes, 0, 0, $content)",
                ("$screen", screen.Name), ("$changes", changes), ("$content", content));
        }
    }

    private static IEnumerable<string> Scripts()
    {
        var assembly = typeof(RelationsStore).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Text(assembly, name));
    }

    private static string Text(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
