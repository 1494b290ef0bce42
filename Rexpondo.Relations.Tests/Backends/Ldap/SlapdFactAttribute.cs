using Rexpondo.Relations.Benchmarks.Directories;

namespace Rexpondo.Relations.Tests.Backends.Ldap;

/// <summary>A test that needs a directory server. On a developer's machine it may be left out; in continuous integration it fails instead.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SlapdFactAttribute : FactAttribute
{
    public SlapdFactAttribute() => Skip = SkipReason;

    /// <summary>Why such a test is left out; null: it runs.</summary>
    public static string? SkipReason { get; } = Slapd.IsInstalled || Environment.GetEnvironmentVariable("CI") == "true" ? null : Slapd.Missing;
}
