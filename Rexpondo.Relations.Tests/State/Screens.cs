using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Tests.Storage;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

/// <summary>A desk on which agents have relation screens open.</summary>
internal sealed class Screens(Desk desk) : IDisposable
{
    public Screens()
        : this(new Desk())
    {
    }

    public Desk Desk => desk;

    public MatrixReader Reader { get; } = new(desk.Store, desk.Worlds, new NameDirectory(desk.Store));

    /// <summary>What the last column says of a row that a desk was given with.</summary>
    public string BySeed => Say.Format(Texts.GrantedBy, "seed", Say.Date(desk.Clock.Now));

    public MatrixState Open(MatrixId matrix, bool mayEdit = true) => new(Reader, matrix, mayEdit);

    public Task<SaveResult> Save(MatrixState state, AgentId? agent = null) => state.SaveAsync(desk.Editor, agent ?? desk.Root, null, CancellationToken.None);

    public RowName NameOf(MatrixState state, int row) => Reader.Names(state.Snapshot.Rows, [row]).Single();

    public Why Why(MatrixState state, IWhyWriter writer, int row) =>
        writer.Of(state, NameOf(state, row), Reader.Page(state.Snapshot, [row]).Grants.GetValueOrDefault(row, []));

    /// <summary>Names of customer users for sentences that name them.</summary>
    public IReadOnlyList<string> Names(IReadOnlyList<int> persons) => [.. Reader.Names(Reader.Rows(RelationSide.CustomerUser).Rows, persons).Select(row => row.Name)];

    public void Dispose() => desk.Dispose();
}

/// <summary>What an agent does on a screen, in the words of a test.</summary>
internal static class Clicks
{
    public static PermissionKey Key(this MatrixState state, string name) => state.Snapshot.Keys.Find(name)!;

    public static void Tick(this MatrixState state, int row, string key = "active") => state.Click(row, state.Key(key), true);

    public static void Untick(this MatrixState state, int row, string key = "active") => state.Click(row, state.Key(key), false);

    public static void ClickHeader(this MatrixState state, string key = "active") => state.ClickHeader(state.Key(key));

    public static HeaderView Header(this MatrixState state, string key = "active") => state.Header(state.Key(key));

    /// <summary>The rows shown, from top to bottom.</summary>
    public static IReadOnlyList<int> Rows(this MatrixState state) => state.View.Page(0, state.View.Count);

    /// <summary>The rows that show a key ticked.</summary>
    public static IEnumerable<int> Ticked(this MatrixState state, string key = "active") => state.Rows().Where(row =>
        state.ShownKeys(row) is var shown && (shown | state.Snapshot.Keys.Included(shown)).Contains(state.Key(key).Set));
}
