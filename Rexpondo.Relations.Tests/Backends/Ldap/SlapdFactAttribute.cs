namespace Rexpondo.Relations.Tests.Backends.Ldap;

/// <summary>A test that needs a directory server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SlapdFactAttribute : FactAttribute
{
    public SlapdFactAttribute() => Skip = Slapd.SkipReason;
}
