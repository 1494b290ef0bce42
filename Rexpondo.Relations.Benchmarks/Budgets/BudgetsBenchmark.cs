using System.Diagnostics;
using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Benchmarks.Budgets;

/// <summary>
/// Every budget of docs/performance.md, measured in one run at several sizes: a ratio to a baseline of the same run, or how it
/// grows with the desk. The last line says how many are met.
/// </summary>
internal static class BudgetsBenchmark
{
    /// <param name="sizes">Numbers of customer users, ascending.</param>
    /// <returns>True if all budgets are met.</returns>
    public static async Task<bool> RunAsync(IReadOnlyList<int> sizes)
    {
        var clock = Stopwatch.StartNew();
        var sheet = new BudgetSheet();
        foreach (var people in sizes)
        {
            await using var desk = await BudgetDesk.FillAsync(people);
            Console.WriteLine($"{people:N0} customer users, filled after {clock.Elapsed:mm\\:ss}");
            sheet.AtMost($"{people,9:N0}  database, bytes a customer user with 5 + 1.2 relations", desk.DatabaseBytes() / (double)people, "B", 450);
            sheet.Note($"{people,9:N0}  image of access, loaded", Timing.Of(() => desk.Get<AccessWorldReader>().Read()), "ms");
            new ReadBudgets(desk, sheet).Run();
            await new SaveBudgets(desk, sheet).RunAsync();
            await new ScreenBudgets(desk, sheet).RunAsync();
            Console.WriteLine($"{people:N0} customer users, measured after {clock.Elapsed:mm\\:ss}");
        }

        return sheet.Sum();
    }
}
