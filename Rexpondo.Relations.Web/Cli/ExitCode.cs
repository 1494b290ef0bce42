namespace Rexpondo.Relations.Web.Cli;

/// <summary>How a command ended.</summary>
internal static class ExitCode
{
    /// <summary>Done, or the answer is given.</summary>
    public const int Good = 0;

    /// <summary>Refused; the reasons are on standard error and nothing was written.</summary>
    public const int Refused = 1;

    /// <summary>Not a command of this program.</summary>
    public const int Usage = 2;
}
