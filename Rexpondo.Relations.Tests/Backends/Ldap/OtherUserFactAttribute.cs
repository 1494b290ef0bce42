namespace Rexpondo.Relations.Tests.Backends.Ldap;

/// <summary>A test that does something as another user, which only root may.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OtherUserFactAttribute : FactAttribute
{
    public OtherUserFactAttribute() =>
        Skip = Environment.IsPrivilegedProcess && File.Exists("/usr/bin/setpriv") ? null : "Only root may do something as another user.";
}
