namespace Rexpondo.Relations.Core;

/// <summary>Whether an object is in use. Only <see cref="Valid"/> counts; the other two differ in intent alone (spec §1).</summary>
public enum Validity
{
    /// <summary>In use.</summary>
    Valid = 1,

    /// <summary>Not in use. Nothing is deleted: relations wait and come back with it.</summary>
    Invalid = 2,

    /// <summary>Not in use for a while.</summary>
    InvalidTemporarily = 3,
}
