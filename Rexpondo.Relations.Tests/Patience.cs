using System.Runtime.CompilerServices;
using Bunit;

namespace Rexpondo.Relations.Tests;

/// <summary>
/// How long a test waits for what is to happen. Only a failure uses it up, so it is long: a busy machine is slow, not wrong. That
/// nothing happens is never shown by waiting.
/// </summary>
public static class Patience
{
    /// <summary>For anything that is awaited.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>The same in milliseconds, for the browser.</summary>
    public const float Milliseconds = 120_000;

    // A second is all that bUnit waits otherwise.
    [ModuleInitializer]
    internal static void GiveToComponents() => BunitContext.DefaultWaitTimeout = Limit;
}
