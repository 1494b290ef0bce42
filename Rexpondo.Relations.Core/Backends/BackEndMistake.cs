namespace Rexpondo.Relations.Core.Backends;

/// <summary>What is wrong in the configuration of a back end.</summary>
/// <param name="File">The file, as people know it: <c>appsettings.json</c>, <c>config/partners.json</c>.</param>
/// <param name="Key">The key; empty if it is about the whole file.</param>
/// <param name="Reason">Why, as one line for people.</param>
public sealed record BackEndMistake(string File, string Key, string Reason)
{
    /// <summary><c>file: key: reason</c></summary>
    public override string ToString() => Key.Length == 0 ? $"{File}: {Reason}" : $"{File}: {Key}: {Reason}";
}
