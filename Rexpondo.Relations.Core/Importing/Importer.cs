using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>
/// Brings the files of a folder into the store: adds and updates, never removes, all or nothing, and a second time nothing
/// at all (spec §4). Every problem of every file is told; with one of them nothing is written.
/// </summary>
public sealed class Importer(RelationsStore store, StoreBell bell, TimeProvider clock)
{
    /// <summary>Imports.</summary>
    /// <param name="folder">The folder; files that are not there are skipped.</param>
    /// <param name="author">Who stands in the change log. An agent's right to edit is checked in the same transaction (E6).</param>
    /// <param name="dryRun">Everything is done and then undone: the result is what an import would give at this moment.</param>
    /// <param name="progress">Told now and then, on the importing thread.</param>
    /// <param name="cancellationToken">Ends it at any point before the end; then nothing is written.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<ImportResult> ImportAsync(
        string folder, ChangeAuthor author, bool dryRun, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            return new ImportRefused([new ImportProblem("", 0, $"there is no folder {folder}")]);
        }

        var problems = new List<ImportProblem>();
        var desk = new DeskReader(folder, problems, progress).Read();
        var result = await store.WriteAsync(connection => Import(connection, desk, problems, author, dryRun, progress, cancellationToken), cancellationToken);
        if (result is Imported { ChangeSet: not null })
        {
            bell.Ring();
        }

        return result;
    }

    private ImportResult Import(
        SqliteConnection connection, ImportedDesk desk, List<ImportProblem> problems, ChangeAuthor author, bool dryRun,
        IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        if (author.Agent is { } agent && AgentRights.MayEdit(connection, agent).Login is null)
        {
            return new ImportRefused([new ImportProblem("", 0, $"{author.Login} may not edit")]);
        }

        using var stored = new StoredDesk(connection);
        var warnings = new List<ImportProblem>();
        var settings = new DeskCheck(desk, stored, problems, warnings).Run(connection);
        if (problems.Count > 0)
        {
            return new ImportRefused(InOrder(problems));
        }

        connection.Execute("SAVEPOINT import");
        var writer = new DeskWriter(
            connection, desk, stored, touchesNames => ChangeLog.Begin(connection, author, clock.GetUtcNow(), touchesNames), progress, cancellationToken);
        var files = writer.Write(settings);
        if (dryRun)
        {
            connection.Execute("ROLLBACK TO import");
        }

        connection.Execute("RELEASE import");
        return new Imported(dryRun ? null : writer.ChangeSet, files, InOrder(warnings));
    }

    private static ImmutableArray<ImportProblem> InOrder(List<ImportProblem> problems) =>
        [.. problems.OrderBy(problem => DeskFiles.All.IndexOf(problem.File)).ThenBy(problem => problem.Line)];
}
