namespace Rexpondo.Relations.Core.Storage;

/// <summary>By which way a change came; recorded with it.</summary>
public enum ChangeWay
{
    /// <summary>A screen.</summary>
    Screen,

    /// <summary>Files.</summary>
    Import,

    /// <summary>The command line.</summary>
    CommandLine,

    /// <summary>The sample desk of the first start.</summary>
    FirstStart,

    /// <summary>A read-only back end that was mirrored.</summary>
    BackEnd,

    /// <summary>An earlier change set that was taken back.</summary>
    Undo,
}
