using System.Globalization;

namespace Rexpondo.Relations.Benchmarks.Budgets;

/// <summary>The measured figures beside their budgets, at each size, and how they grow with the desk.</summary>
internal sealed class BudgetSheet
{
    private readonly List<(string Name, int People, double Milliseconds)> times = [];
    private readonly List<(string Name, double Figure, string Unit, double Most, bool Met)> lines = [];

    /// <summary>A figure that has an upper bound.</summary>
    /// <param name="name">What was measured, at which size.</param>
    /// <param name="figure">What came out.</param>
    /// <param name="unit">Its unit; empty for a ratio.</param>
    /// <param name="most">The budget.</param>
    public void AtMost(string name, double figure, string unit, double most) => Add(name, figure, unit, most, figure <= most, "at most");

    /// <summary>A figure that has a lower bound.</summary>
    /// <inheritdoc cref="AtMost"/>
    public void AtLeast(string name, double figure, string unit, double least) => Add(name, figure, unit, least, figure >= least, "at least");

    /// <summary>A figure without a budget of its own, for those who compare.</summary>
    public void Note(string name, double figure, string unit) => Console.WriteLine($"      {name,-72} {Text(figure),12} {unit}");

    /// <summary>Keeps a time, so that <see cref="Growth"/> can compare the sizes.</summary>
    public void Time(string name, int people, double milliseconds) => times.Add((name, people, milliseconds));

    /// <summary>How a time grows from the smallest to the largest size: the exponent in the number of customer users.</summary>
    public void Growth(string name, double most)
    {
        if (Ends(name) is var (small, large))
        {
            var exponent = Math.Log(large.Milliseconds / small.Milliseconds) / Math.Log((double)large.People / small.People);
            AtMost($"{name}: growth exponent", exponent, "", most);
        }
    }

    /// <summary>How many times as long it takes at the largest size as at the smallest.</summary>
    public void Ratio(string name, double most)
    {
        if (Ends(name) is var (small, large))
        {
            AtMost($"{name}: {large.People:N0} : {small.People:N0}", large.Milliseconds / small.Milliseconds, "", most);
        }
    }

    /// <summary>The last line: how many budgets are met, and which are not.</summary>
    /// <returns>True if all are.</returns>
    public bool Sum()
    {
        foreach (var line in lines.Where(line => !line.Met))
        {
            Console.WriteLine($"not met: {line.Name} {Text(line.Figure)} {line.Unit} (budget {Text(line.Most)})");
        }

        Console.WriteLine($"{lines.Count(line => line.Met)} of {lines.Count} budgets met");
        return lines.All(line => line.Met);
    }

    private ((string Name, int People, double Milliseconds) Small, (string Name, int People, double Milliseconds) Large)? Ends(string name)
    {
        var own = times.Where(time => time.Name == name).OrderBy(time => time.People).ToList();
        return own.Count > 1 ? (own[0], own[^1]) : null;
    }

    private void Add(string name, double figure, string unit, double bound, bool met, string words)
    {
        lines.Add((name, figure, unit, bound, met));
        Console.WriteLine($"{(met ? "ok   " : "OVER ")} {name,-72} {Text(figure),12} {unit,-4} {words} {Text(bound)} {unit}");
    }

    private static string Text(double figure) => figure.ToString(Math.Abs(figure) >= 100 ? "N0" : "0.###", CultureInfo.InvariantCulture);
}
