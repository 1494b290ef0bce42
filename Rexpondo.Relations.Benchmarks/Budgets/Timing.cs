using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Rexpondo.Relations.Benchmarks.Budgets;

/// <summary>Measures two things in turn, so that what else the machine does meets both; the medians count.</summary>
internal static class Timing
{
    private const int WarmUp = 3;

    /// <summary>Medians in milliseconds.</summary>
    /// <param name="baseline">What it is compared with.</param>
    /// <param name="ours">What is measured.</param>
    /// <param name="rounds">How often, after the first few, which are not counted.</param>
    /// <param name="inner">How often in one round; the time is that of one.</param>
    public static (double Baseline, double Ours) Compare(Action baseline, Action ours, int rounds = 15, int inner = 1)
    {
        var (b, o) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds + WarmUp; round++)
        {
            b.Add(Of(baseline, inner));
            o.Add(Of(ours, inner));
        }

        return (Median(b[WarmUp..]), Median(o[WarmUp..]));
    }

    /// <summary>The same of something that waits.</summary>
    public static async Task<(double Baseline, double Ours)> CompareAsync(Func<Task> baseline, Func<Task> ours, int rounds = 15)
    {
        var (b, o) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds + WarmUp; round++)
        {
            b.Add(await OfAsync(baseline));
            o.Add(await OfAsync(ours));
        }

        return (Median(b[WarmUp..]), Median(o[WarmUp..]));
    }

    /// <summary>The median of something that waits, alone.</summary>
    public static async Task<double> MedianAsync(Func<Task> act, int rounds, int warmUp = WarmUp)
    {
        var all = new List<double>();
        for (var round = 0; round < rounds + warmUp; round++)
        {
            all.Add(await OfAsync(act));
        }

        return Median(all[warmUp..]);
    }

    /// <summary>Milliseconds of processor time that this thread spends on one.</summary>
    public static double Of(Action act, int inner = 1)
    {
        var start = Spent();
        for (var i = 0; i < inner; i++)
        {
            act();
        }

        return (Spent() - start) / inner;
    }

    /// <summary>Milliseconds of one that waits.</summary>
    public static async Task<double> OfAsync(Func<Task> act)
    {
        var start = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    public static double Median(IReadOnlyCollection<double> values) => Percentile(values, 50);

    public static double Percentile(IReadOnlyCollection<double> values, int percent) => values.Order().ElementAt(Math.Min(values.Count - 1, values.Count * percent / 100));

    // Time of the wall where the system does not tell the time of a thread.
    private static double Spent() => OperatingSystem.IsLinux() && ClockGetTime(ThreadProcessorTime, out var time) == 0
        ? (time.Seconds * 1e3) + (time.Nanoseconds / 1e6)
        : Stopwatch.GetElapsedTime(0).TotalMilliseconds;

    private const int ThreadProcessorTime = 3; // CLOCK_THREAD_CPUTIME_ID

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
