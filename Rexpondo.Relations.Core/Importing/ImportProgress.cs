namespace Rexpondo.Relations.Core.Importing;

/// <summary>How far an import is.</summary>
/// <param name="File">The file that is being read or written.</param>
/// <param name="Done">Rows of it that are done.</param>
/// <param name="Total">Rows it has.</param>
public sealed record ImportProgress(string File, int Done, int Total);
