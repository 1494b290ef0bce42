namespace Rexpondo.Relations.Tests;

/// <summary>About the rights of files, which Windows says in another way.</summary>
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "rights of files are those of Unix" : null;
}
