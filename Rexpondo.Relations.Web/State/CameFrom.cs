using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Web.State;

/// <summary>The row one went to last; on the way back the focus is there again.</summary>
public sealed class CameFrom
{
    private string? recordPath;

    /// <summary>Module, side and number of the screen that was opened last.</summary>
    public (RelationModule Module, RelationSide Side, int Id)? Row { get; set; }

    /// <summary>The overview that was open last, and its chip.</summary>
    public (RelationModule Module, Chip Show)? Overview { get; set; }

    /// <summary>The chip with which one goes back to an overview: the one it had, else all.</summary>
    public Chip ChipOf(RelationModule module) => Overview is { } overview && overview.Module == module ? overview.Show : Chip.All;

    /// <summary>The record whose edit screen was opened last.</summary>
    public (RecordModule Module, int Id)? Record { get; set; }

    /// <summary>The next overview is to focus it.</summary>
    public bool Focus { get; set; }

    /// <summary>The edit screen is left for the list or the relation screen it belongs to, which is to focus its record.</summary>
    /// <param name="path">Path of that page; null for any other page: then nothing is to be focused.</param>
    public void GoBack(string? path) => recordPath = path;

    /// <summary>The record to focus on a page that has records as rows, if one comes back to just that page; asked once.</summary>
    /// <param name="path">Path of the page.</param>
    public (RecordModule Module, int Id)? BackOn(string path)
    {
        var record = recordPath == path ? Record : null;
        recordPath = null;
        return record;
    }
}
