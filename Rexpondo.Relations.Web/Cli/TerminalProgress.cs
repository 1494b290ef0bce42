using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Core.Maintenance;

namespace Rexpondo.Relations.Web.Cli;

/// <summary>One line on a terminal that says how far long work is; it goes when that is done.</summary>
internal sealed class TerminalProgress(TextWriter error) : IProgress<ImportProgress>, IProgress<MirrorProgress>, IProgress<StoreProgress>, IDisposable
{
    private int width;

    /// <summary>A line on a terminal; none in a pipe or a file.</summary>
    public static TerminalProgress? IfTerminal(TextWriter error) => Console.IsErrorRedirected ? null : new TerminalProgress(error);

    /// <inheritdoc/>
    public void Report(ImportProgress value) => Show($"{value.File}: {value.Done} of {value.Total}");

    /// <inheritdoc/>
    public void Report(MirrorProgress value) => Show($"{Plural.Of(value.Done, "customer user")} read");

    /// <inheritdoc/>
    public void Report(StoreProgress value) => Show(value.Percent is { } percent ? $"{value.What}: {percent} %" : value.What);

    /// <inheritdoc/>
    public void Dispose()
    {
        Show("");
        error.Write('\r');
    }

    private void Show(string line)
    {
        error.Write($"\r{line.PadRight(width)}");
        width = line.Length;
    }
}
