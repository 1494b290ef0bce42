using System.Globalization;
using System.Text;

namespace Rexpondo.Relations.Benchmarks.Directories;

/// <summary>A person as she is put into the directory; null: without the attribute.</summary>
internal sealed record DirectoryPerson(string? Login)
{
    private static int made;

    public string First { get; init; } = "Vor";

    public string Last { get; init; } = "Nach";

    public string? Email { get; init; }

    /// <summary>Her customer, in departmentNumber.</summary>
    public string? Customer { get; init; }

    /// <summary>In employeeType.</summary>
    public string? Valid { get; init; }

    /// <summary>In audio, which holds any bytes.</summary>
    public byte[]? Sound { get; init; }

    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>When she was changed; everybody an hour after the one made before, so that the many of a whole run stay in the past.</summary>
    public DateTime Changed { get; init; } = new DateTime(2001, 1, 1, 8, 0, 0, DateTimeKind.Utc).AddHours(Interlocked.Increment(ref made));

    /// <summary>Where she stands.</summary>
    public string Parent { get; init; } = Slapd.People;

    /// <summary>What names her there.</summary>
    public string Name { get; init; } = string.Create(CultureInfo.InvariantCulture, $"{made} of the tests");

    public string Rdn => "cn=" + Escaped(Name);

    public string Dn => $"{Rdn},{Parent}";

    /// <summary>Everything but the login that a test names is the same.</summary>
    public static DirectoryPerson Of(string login, string? email = null) => new(login) { Email = email };

    /// <summary>Attributes and values, the operational ones last.</summary>
    public IEnumerable<(string Attribute, byte[] Value)> Attributes(bool operational)
    {
        (string Attribute, string? Value)[] texts =
        [
            ("objectClass", "inetOrgPerson"), ("cn", Name), ("uid", Login), ("givenName", First), ("sn", Last), ("mail", Email),
            ("departmentNumber", Customer), ("employeeType", Valid),
        ];
        foreach (var (attribute, value) in texts)
        {
            if (value is not null)
            {
                yield return (attribute, Encoding.UTF8.GetBytes(value));
            }
        }

        if (Sound is not null)
        {
            yield return ("audio", Sound);
        }

        if (operational)
        {
            yield return ("entryUUID", Encoding.ASCII.GetBytes(Id.ToString()));
            yield return ("modifyTimestamp", Encoding.ASCII.GetBytes(Changed.ToString("yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>As LDIF, every value in Base64.</summary>
    public string Ldif() => string.Concat(
        Attributes(operational: true).Select(value => $"{value.Attribute}:: {Convert.ToBase64String(value.Value)}\n")
            .Prepend($"dn:: {Convert.ToBase64String(Encoding.UTF8.GetBytes(Dn))}\n").Append("\n"));

    // Every byte by its number: whatever the name has in it, it stays part of the name.
    private static string Escaped(string value) => string.Concat(Encoding.UTF8.GetBytes(value).Select(b => $"\\{b:X2}"));
}
