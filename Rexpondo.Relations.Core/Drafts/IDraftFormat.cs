namespace Rexpondo.Relations.Core.Drafts;

/// <summary>How unsaved changes of one kind of screen are kept.</summary>
/// <typeparam name="T">The unsaved changes; immutable, because the tabs of an agent share them.</typeparam>
public interface IDraftFormat<T>
    where T : class
{
    /// <summary>Nothing changed.</summary>
    T Empty { get; }

    /// <summary>As bytes.</summary>
    byte[] Write(T changes);

    /// <summary>From bytes; null if they are of another format or damaged: there is nothing to offer then.</summary>
    T? Read(byte[] content);
}
