using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Web.State;

/// <summary>The row one went to last; on the way back the focus is there again.</summary>
public sealed class CameFrom
{
    /// <summary>Module, side and number of the screen that was opened last.</summary>
    public (RelationModule Module, RelationSide Side, int Id)? Row { get; set; }

    /// <summary>The overview that was open last, and its chip.</summary>
    public (RelationModule Module, Chip Show)? Overview { get; set; }

    /// <summary>The chip with which one goes back to an overview: the one it had, else all.</summary>
    public Chip ChipOf(RelationModule module) => Overview is { } overview && overview.Module == module ? overview.Show : Chip.All;

    /// <summary>The record whose edit screen was opened last.</summary>
    public (RecordModule Module, int Id)? Record { get; set; }

    /// <summary>The next list of records, or relation screen that has it as a row, is to focus it.</summary>
    public bool FocusRecord { get; set; }

    /// <summary>The next overview is to focus it.</summary>
    public bool Focus { get; set; }
}
