using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Pages.Importing;

/// <summary>
/// Import in the browser: files are rehearsed on a copy first, with every problem and every consequence; nothing is written
/// before it is confirmed.
/// </summary>
public sealed partial class ImportPage(Importer importer, Notifier notifier, BackgroundTasks tasks) : IDisposable
{
    /// <summary>Its address.</summary>
    public const string Path = "/import";

    private readonly BackgroundTasks tasks = tasks;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource gone = new();
    private readonly UploadedFiles files = new();
    private IReadOnlyList<ImportProblem> problems = [];
    private IReadOnlyList<ConsequenceLine> lines = [];
    private Imported? rehearsed;
    private Imported? done;
    private bool working;
    private IReadOnlyList<string> meanwhile = [];
    private string progress = "";

    [CascadingParameter]
    private CurrentAgent Agent { get; set; } = null!;

    private bool Interactive => RendererInfo.IsInteractive;

    private bool BringsNothing => rehearsed is { } found && found.Files.All(file => file is { Added: 0, Changed: 0 });

    private ChangeAuthor Author => new(Agent.Id, Agent.Login, ChangeWay.Import);

    /// <inheritdoc/>
    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
        files.Dispose();
    }

    private Task ChosenAsync(InputFileChangeEventArgs chosen) => WorkAsync(async () =>
    {
        Forget();
        files.Clear();
        var all = chosen.GetMultipleFiles(chosen.FileCount);
        // A file of another name hides nothing that is wrong with the others; without a file that is too large they are not whole.
        List<ImportProblem> strays = [.. all.Select(file => DeskFiles.Stray(file.Name)).OfType<ImportProblem>()];
        problems = [.. strays, .. all.Select(file => UploadedFiles.TooLarge(file.Name, file.Size)).OfType<ImportProblem>()];
        var known = all.Where(file => DeskFiles.Stray(file.Name) is null).ToList();
        if (problems.Count > strays.Count || known.Count == 0)
        {
            return;
        }

        foreach (var file in known)
        {
            Tell(Say.Format(Texts.ImportReading, file.Name));
            await using var content = file.OpenReadStream(UploadedFiles.MaxBytes, gone.Token);
            await files.KeepAsync(file.Name, content, gone.Token);
        }

        Take(await RunAsync(dryRun: true), strays);
    });

    private Task ImportAsync() => WorkAsync(async () =>
    {
        // What was confirmed is what is written: if others have changed what it would do, it is shown again.
        var shown = rehearsed?.Rehearsal?.Consequences;
        Take(await RunAsync(dryRun: true));
        if (rehearsed?.Rehearsal?.Consequences is not { } now)
        {
            return;
        }

        meanwhile = shown is null || now.IsSameAs(shown) ? [] : [Texts.ImportMeanwhile, .. ConsequenceWords.Changed(shown, now, _ => []).Skip(1)];
        if (meanwhile.Count > 0)
        {
            return;
        }

        var result = await RunAsync(dryRun: false);
        Take(result);
        if (result is Imported imported)
        {
            (done, rehearsed) = (imported, null);
            files.Clear();
            notifier.Say(Texts.ImportDone);
        }
    });

    private void Forget() => (problems, lines, rehearsed, done, meanwhile) = ([], [], null, null, []);

    private void Take(ImportResult result, IReadOnlyList<ImportProblem>? strays = null)
    {
        (problems, rehearsed, lines) = (strays ?? [], null, []);
        switch (result)
        {
            case ImportRefused refused:
                problems = [.. problems, .. refused.Problems];
                break;
            case Imported when problems.Count > 0:
                break;
            case Imported { Rehearsal: { } rehearsal } imported:
                rehearsed = imported;
                lines = ConsequenceWords.Of(rehearsal.Consequences, rehearsal.After, _ => [], fixedPerson: false);
                break;
        }
    }

    private Task<ImportResult> RunAsync(bool dryRun) =>
        Task.Run(() => importer.ImportAsync(files.Folder, Author, dryRun, new Telling(this), gone.Token), gone.Token);

    private static string Columns(string file) => DeskFiles.ColumnsOf(file) is [_, ..] columns ? string.Join(", ", columns) : Texts.ImportSettingsColumns;

    private async Task WorkAsync(Func<Task> work)
    {
        if (working)
        {
            return;
        }

        working = true;
        try
        {
            await work();
        }
        catch (OperationCanceledException)
        {
            // the page was left: nothing was written
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            problems = [new ImportProblem("", 0, StoreFault.Words(e))];
        }
        finally
        {
            (working, progress) = (false, "");
        }
    }

    private void Tell(string text)
    {
        progress = text;
        StateHasChanged();
    }

    // Told on the importing thread, thousands of times; shown now and then.
    private sealed class Telling(ImportPage page) : IProgress<ImportProgress>
    {
        private long last;

        public void Show(ImportProgress value) => page.tasks.Run("show how far an import is", () => page.InvokeAsync(() =>
        {
            if (!page.gone.IsCancellationRequested && page.working)
            {
                page.Tell(Say.Format(Texts.ImportProgress, value.File, value.Done, value.Total));
            }
        }));

        void IProgress<ImportProgress>.Report(ImportProgress value)
        {
            if (Environment.TickCount64 - last >= Pause.TotalMilliseconds)
            {
                last = Environment.TickCount64;
                Show(value);
            }
        }
    }
}
