namespace Rexpondo.Relations.Core.Editing;

/// <summary>How many booleans a save would change.</summary>
/// <param name="Granted">Keys that would be set.</param>
/// <param name="Withdrawn">Keys that would be cleared.</param>
public readonly record struct PendingCount(int Granted, int Withdrawn)
{
    /// <summary>Both together: the unsaved changes.</summary>
    public int Total => Granted + Withdrawn;
}
