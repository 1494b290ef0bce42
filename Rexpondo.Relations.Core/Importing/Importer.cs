using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>
/// Brings the files of a folder into the store: adds and updates, never removes, all or nothing, and a second time nothing
/// at all (spec §4). Every problem of every file is told; with one of them nothing is written.
/// </summary>
public sealed class Importer(RelationsStore store, StoreBell bell, TimeProvider clock)
{
    /// <summary>Imports.</summary>
    /// <param name="folder">The folder; files that are not there are skipped. A <c>.csv</c> or <c>.json</c> of another name is a problem, and so is a folder with no known file.</param>
    /// <param name="author">Who stands in the change log. An agent's right to edit is checked in the same transaction (E6).</param>
    /// <param name="dryRun">Everything is done on a copy of the store: the result is what an import would give at this moment.</param>
    /// <param name="progress">Told now and then, on the importing thread.</param>
    /// <param name="cancellationToken">Ends it at any point before the end; then nothing is written.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<ImportResult> ImportAsync(
        string folder, ChangeAuthor author, bool dryRun, IProgress<ImportProgress>? progress, CancellationToken cancellationToken) =>
        ImportAsync(folder, ignoreOtherFiles: false, author, dryRun, progress, cancellationToken);

    /// <inheritdoc cref="ImportAsync(string, ChangeAuthor, bool, IProgress{ImportProgress}?, CancellationToken)"/>
    /// <param name="ignoreOtherFiles">Files of other names may be there and are not read.</param>
    public async Task<ImportResult> ImportAsync(
        string folder, bool ignoreOtherFiles, ChangeAuthor author, bool dryRun, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            return new ImportRefused([new ImportProblem("", 0, $"there is no folder {folder}")]);
        }

        ImportFolder files;
        try
        {
            files = new ImportFolder(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new ImportRefused([new ImportProblem("", 0, $"the folder {folder} cannot be read: {e.Message}")]);
        }

        var problems = files.Problems(ignoreOtherFiles).ToList();
        using var stage = new ImportStage();
        var desk = new DeskReader(files, stage, problems, progress, cancellationToken).Read();
        if (dryRun)
        {
            return store.OnCopy(copy => Rehearse(copy, desk, problems, author, progress, cancellationToken));
        }

        var result = await store.WriteAsync(connection => Import(connection, desk, problems, author, progress, cancellationToken), cancellationToken);
        if (result is Imported { ChangeSet: not null })
        {
            bell.Ring();
        }

        return result;
    }

    // The readers keep what they read; what is read of a copy must not be kept.
    private ImportResult Rehearse(
        SqliteConnection copy, ImportedDesk desk, List<ImportProblem> problems, ChangeAuthor author, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        AccessWorld World() => AccessWorldReader.Load(copy, new CatalogReader(store).Read(copy));
        var before = World();
        return Import(copy, desk, problems, author, progress, cancellationToken) switch
        {
            Imported { ChangeSet: null } nothing => nothing with { Rehearsal = new ImportRehearsal(Consequences.None, before.Catalog) },
            Imported imported when World() is var after => imported with { ChangeSet = null, Rehearsal = new ImportRehearsal(Consequences.Between(before, after), after.Catalog) },
            var refused => refused,
        };
    }

    private ImportResult Import(
        SqliteConnection connection, ImportedDesk desk, List<ImportProblem> problems, ChangeAuthor author,
        IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        // What an import writes lies all over the indexes; with the usual two megabytes each page would be fetched again and again.
        var usual = connection.Scalar("PRAGMA cache_size");
        connection.Execute("PRAGMA cache_size = -65536");
        try
        {
            return ImportCached(connection, desk, problems, author, progress, cancellationToken);
        }
        finally
        {
            connection.Execute(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"PRAGMA cache_size = {usual}"));
        }
    }

    private ImportResult ImportCached(
        SqliteConnection connection, ImportedDesk desk, List<ImportProblem> problems, ChangeAuthor author,
        IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        if (author.Agent is { } agent && AgentRights.MayEdit(connection, agent).Login is null)
        {
            return new ImportRefused([new ImportProblem("", 0, $"{author.Login} may not edit")]);
        }

        using var stored = new StoredDesk(connection, desk.Stage);
        var warnings = new List<ImportProblem>();
        var check = new DeskCheck(desk, stored, problems, warnings);
        var settings = check.Run(connection);
        if (problems.Count > 0)
        {
            return new ImportRefused(InOrder(problems));
        }

        using var writer = new DeskWriter(
            connection, desk, stored, check.EmailsGivenUp, touchesNames => ChangeLog.Begin(connection, author, clock.GetUtcNow(), touchesNames), progress, cancellationToken);
        var files = writer.Write(settings);
        return new Imported(writer.ChangeSet, files, InOrder(warnings));
    }

    private static ImmutableArray<ImportProblem> InOrder(List<ImportProblem> problems) =>
        [.. problems.OrderBy(problem => DeskFiles.All.IndexOf(problem.File)).ThenBy(problem => problem.Line)];
}
