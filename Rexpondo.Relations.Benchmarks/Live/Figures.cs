namespace Rexpondo.Relations.Benchmarks.Live;

/// <summary>How figures are said.</summary>
internal static class Figures
{
    /// <summary>Median, 95 of 100 and the largest, in milliseconds.</summary>
    public static string Of(IEnumerable<double> milliseconds)
    {
        double[] sorted = [.. milliseconds.Order()];
        return sorted.Length == 0
            ? "nothing was measured"
            : $"median {sorted[sorted.Length / 2],6:F0} ms, p95 {sorted[sorted.Length * 95 / 100],6:F0} ms, max {sorted[^1],6:F0} ms ({sorted.Length:N0})";
    }

    public static string Of(ServerFigures server) =>
        $"heap {server.Heap / 1048576.0,6:F1} MB, working set {server.WorkingSet / 1048576.0,6:F1} MB, {server.Subscribers} subscribers";
}
