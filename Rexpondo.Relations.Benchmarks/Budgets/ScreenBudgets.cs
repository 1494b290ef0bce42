using System.Diagnostics;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.History;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Benchmarks.Budgets;

/// <summary>
/// What one edit costs on the screens' own path: what a page does at a click on Save, until what it says and what another open
/// page says is worked out anew. Drawing is left out: it knows no more of the desk than what is to be seen.
/// </summary>
internal sealed class ScreenBudgets(BudgetDesk desk, BudgetSheet sheet)
{
    private const double SingleMost = 1.5;
    private const double BulkGrowth = 1.15;
    private const double ChunksMost = 3;
    private const int Chunk = 20_000;

    private readonly MatrixReader reader = desk.Get<MatrixReader>();
    private readonly ChangeSetUndo undo = desk.Get<ChangeSetUndo>();
    private IReadOnlyList<int> everybody = [];
    private int edits;

    public async Task RunAsync()
    {
        everybody = desk.Everybody();
        using var other = Open(MatrixId.CustomerUsersOf(new ServiceId(12)));
        Derive(other, ScreenKind.PersonsOfService);
        await RecordAsync("a phone number", other, (fields, n) => fields with { Phone = $"+49 {n}" });
        await RecordAsync("a name", other, (fields, n) => fields with { LastName = $"Renamed {n}" });
        await CellAsync("a cell, customer users of a group", ScreenKind.PersonsOfGroup, MatrixId.CustomerUsersOf(new GroupId(11)), other);
        await CellAsync("a cell, groups of a customer user", ScreenKind.GroupsOfPerson, MatrixId.GroupsOf(new CustomerUserId(everybody[^3])), other);
        await CellAsync("a cell, customer users of a service", ScreenKind.PersonsOfService, MatrixId.CustomerUsersOf(new ServiceId(11)), other);
        await CellAsync("a cell, services of a customer user", ScreenKind.ServicesOfPerson, MatrixId.ServicesOf(new CustomerUserId(everybody[^5])), other);
        await HeaderAsync(other);
    }

    private async Task RecordAsync(string what, MatrixState other, Func<CustomerUserFields, int, CustomerUserFields> change)
    {
        var editor = desk.Get<CustomerUserEditor>();
        long? saved = null;
        await SingleAsync($"save of {what}", async () =>
        {
            var id = new CustomerUserId(everybody[(int)((uint)(++edits * 2654435761u) % (uint)everybody.Count)]);
            var now = editor.Read(id)!;
            saved = ((RecordSaved)await editor.SaveAsync(id, now, change(now, edits), desk.Agent, null, CancellationToken.None)).ChangeSet;
            Follow(other);
            desk.Get<NameDirectory>().Read().Search(SearchQuery.Parse("meier"));
        });
        await PreviewAsync($"preview of the undo of {what}", saved!.Value);
    }

    private async Task CellAsync(string what, ScreenKind kind, MatrixId matrix, MatrixState other)
    {
        using var state = Open(matrix);
        Derive(state, kind);
        var key = state.Snapshot.Keys.All[^1];
        long? saved = null;
        await SingleAsync($"save of {what}", async () =>
        {
            var row = state.View.Page(edits++ % Math.Max(1, state.View.Count - 1), 1)[0];
            state.Click(row, key, !state.ShownKeys(row).Contains(key.Set));
            Derive(state, kind);
            saved = ((Saved)await state.SaveAsync(desk.Get<RelationEditor>(), desk.Agent, null, CancellationToken.None)).ChangeSet;
            Derive(state, kind);
            Follow(other);
        });
        await PreviewAsync($"preview of the undo of {what}", saved!.Value);
    }

    private async Task HeaderAsync(MatrixState other)
    {
        using var state = Open(MatrixId.CustomerUsersOf(new GroupId(13)));
        var key = state.Snapshot.Keys.All[^1];
        Derive(state, ScreenKind.PersonsOfGroup);
        state.ClickHeader(key);
        Derive(state, ScreenKind.PersonsOfGroup);
        await SingleAsync("tick after a header edit over everybody", () =>
        {
            var row = everybody[(int)((uint)(++edits * 2654435761u) % (uint)everybody.Count)];
            state.Click(row, key, !state.ShownKeys(row).Contains(key.Set));
            Derive(state, ScreenKind.PersonsOfGroup);
            return Task.CompletedTask;
        });
        state.Discard();

        var chunk = await ChunkAsync();
        var (saves, previews) = (new List<double>(), new List<double>());
        Waits? waits = null;
        for (var round = 0; round < 3; round++)
        {
            state.ClickHeader(key);
            Derive(state, ScreenKind.PersonsOfGroup);
            using var over = new CancellationTokenSource();
            var others = round == 1 ? Task.Run(() => OthersAsync(over.Token)) : null;
            var start = Stopwatch.GetTimestamp();
            var saved = (Saved)await state.SaveAsync(desk.Get<RelationEditor>(), desk.Agent, null, CancellationToken.None);
            Derive(state, ScreenKind.PersonsOfGroup);
            Follow(other);
            var spent = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            await over.CancelAsync();
            waits = others is null ? waits : await others;
            if (others is null)
            {
                saves.Add(spent);
                previews.Add(Timing.Of(() => undo.Preview(saved.ChangeSet!.Value)));
            }
        }

        Bulk("save of a header over everybody", Timing.Median(saves));
        Bulk("preview of the undo of a header over everybody", Timing.Median(previews));
        sheet.AtMost(At("longest wait of another's save during it / one chunk"), waits!.Saves.Max() / chunk, "", ChunksMost);
        sheet.Note(At("longest wait of another's save during it"), waits.Saves.Max(), "ms");
        sheet.AtMost(At("longest wait of another's keystroke during it / one chunk"), waits.Keystrokes.Max() / chunk, "", ChunksMost);
        sheet.Note(At("longest wait of another's keystroke during it"), waits.Keystrokes.Max(), "ms");
    }

    private async Task<double> ChunkAsync()
    {
        var rows = IdSet.Of(everybody.Take(Chunk));
        var times = new List<double>();
        for (var round = 0; round < 6; round++)
        {
            var edit = EditSet.Of(MatrixId.CustomerUsersOf(new GroupId(14))).With(14, PermissionSet.Active.EachBit().Single(), rows, round % 2 == 0);
            times.Add(await Timing.OfAsync(() => desk.SaveAsync(edit, desk.Agent)));
        }

        return Timing.Median(times);
    }

    /// <summary>Another agent saves a cell and types into a search, again and again.</summary>
    private async Task<Waits> OthersAsync(CancellationToken over)
    {
        using var state = Open(MatrixId.CustomerUsersOf(new GroupId(15)));
        var key = state.Snapshot.Keys.All[^1];
        var waits = new Waits([], []);
        do
        {
            waits.Keystrokes.Add(Timing.Of(() =>
            {
                state.Search(waits.Saves.Count % 2 == 0 ? "meier" : "me");
                Derive(state, ScreenKind.PersonsOfGroup);
            }));
            var row = state.View.Page(waits.Saves.Count % state.View.Count, 1)[0];
            state.Click(row, key, !state.ShownKeys(row).Contains(key.Set));
            waits.Saves.Add(await Timing.OfAsync(() => state.SaveAsync(desk.Get<RelationEditor>(), desk.OtherAgent, null, CancellationToken.None)));
        }
        while (!over.IsCancellationRequested);
        return waits;
    }

    private async Task SingleAsync(string name, Func<Task> act)
    {
        var time = await Timing.MedianAsync(act, rounds: 21);
        sheet.Note(At(name), time, "ms");
        sheet.Time(name, desk.People, time);
        sheet.Ratio(name, SingleMost);
    }

    private Task PreviewAsync(string name, long changeSet) => SingleAsync(name, () =>
    {
        undo.Preview(changeSet);
        return Task.CompletedTask;
    });

    private void Bulk(string name, double time)
    {
        sheet.Note(At(name), time, "ms");
        sheet.Time(name, desk.People, time);
        sheet.Growth(name, BulkGrowth);
    }

    private MatrixState Open(MatrixId matrix) => new(reader, matrix, mayEdit: true);

    /// <summary>Another open page hears of it: it reads again and says anew what it says.</summary>
    private static void Follow(MatrixState other)
    {
        other.Refresh();
        Derive(other, ScreenKind.PersonsOfService);
    }

    /// <summary>What a page works out before it draws.</summary>
    private static void Derive(MatrixState state, ScreenKind kind)
    {
        foreach (var chip in kind.Chips)
        {
            state.Count(chip);
        }

        foreach (var key in state.Snapshot.Keys.All)
        {
            state.Header(key);
        }

        _ = state.Pending;
        _ = state.Consequences.Affected;
    }

    private string At(string name) => $"{desk.People,9:N0}  {name}";

    private sealed record Waits(List<double> Saves, List<double> Keystrokes);
}
