using System.Collections.Immutable;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>What became of an import: <see cref="Imported"/> or <see cref="ImportRefused"/>, nothing between.</summary>
public abstract record ImportResult;

/// <summary>All of it is in the store, or in a dry run: would be.</summary>
/// <param name="ChangeSet">Number of the change set; null if nothing differed or nothing was to be written.</param>
/// <param name="Files">What each file brought, in the order of <see cref="DeskFiles.All"/>; files that are not there are missing.</param>
/// <param name="Warnings">What was kept and has no effect.</param>
/// <param name="Rehearsal">In a dry run, what it would do to effective access; else null.</param>
public sealed record Imported(
    long? ChangeSet, ImmutableArray<ImportedFile> Files, ImmutableArray<ImportProblem> Warnings, ImportRehearsal? Rehearsal = null) : ImportResult;

/// <summary>What an import would do to everybody's effective access.</summary>
/// <param name="Consequences">Who gains and who loses.</param>
/// <param name="After">Groups and services as they would be, with those that are new.</param>
public sealed record ImportRehearsal(Consequences Consequences, Catalog After);

/// <summary>Nothing is written.</summary>
/// <param name="Problems">Every problem of every file, in the order of files and lines.</param>
public sealed record ImportRefused(ImmutableArray<ImportProblem> Problems) : ImportResult;

/// <summary>What one file brought. Keys of the same relation row count once; a setting counts as changed.</summary>
/// <param name="Name">The file.</param>
/// <param name="Added">So many were not there.</param>
/// <param name="Changed">So many were there and differed.</param>
public sealed record ImportedFile(string Name, int Added, int Changed);
