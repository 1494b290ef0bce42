using Rexpondo.Relations.Tests.Backends.Ldap;

namespace Rexpondo.Relations.Tests.Browser;

/// <summary>A test that needs Chromium and a directory server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumAndSlapdFactAttribute : FactAttribute
{
    public ChromiumAndSlapdFactAttribute() => Skip = Chromium.SkipReason ?? SlapdFactAttribute.SkipReason;
}
