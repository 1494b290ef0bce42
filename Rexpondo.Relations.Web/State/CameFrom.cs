using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Web.State;

/// <summary>The row of an overview one went to last; on the way back the focus is there again.</summary>
public sealed class CameFrom
{
    /// <summary>Module, side and number of the screen that was opened last.</summary>
    public (RelationModule Module, RelationSide Side, int Id)? Row { get; set; }

    /// <summary>The next overview is to focus it.</summary>
    public bool Focus { get; set; }
}
