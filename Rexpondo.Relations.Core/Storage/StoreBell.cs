namespace Rexpondo.Relations.Core.Storage;

/// <summary>
/// Rings after a commit. It says only that something changed; whoever hears it reads the store. Ringing early, twice or for
/// nothing is harmless.
/// </summary>
public sealed class StoreBell
{
    /// <summary>Rung after each commit, on the committer's thread: handlers return at once.</summary>
    public event Action? Rung;

    /// <summary>Rings.</summary>
    public void Ring() => Rung?.Invoke();
}
