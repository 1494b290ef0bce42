namespace Rexpondo.Relations.Core.Storage;

/// <summary>The store cannot be used; the message is one clear line for whoever started the program.</summary>
public sealed class StoreException : Exception
{
    /// <summary>With the line to show.</summary>
    public StoreException(string message)
        : base(message)
    {
    }

    /// <summary>With the line to show and what lies behind it.</summary>
    public StoreException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
