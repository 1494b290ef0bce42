namespace Rexpondo.Relations.Core;

/// <summary>The full name of a service: levels joined with <c>::</c> (spec §1).</summary>
public static class ServicePath
{
    /// <summary>What stands between two levels.</summary>
    public const string Separator = "::";

    /// <summary>The levels of a full name, outermost first.</summary>
    public static string[] Levels(string fullName) => fullName.Split(Separator);

    /// <summary>The full name of the parent, or null at the top.</summary>
    public static string? Parent(string fullName)
    {
        var cut = fullName.LastIndexOf(Separator, StringComparison.Ordinal);
        return cut < 0 ? null : fullName[..cut];
    }

    /// <summary>Why a full name is refused, or null if it is well formed: levels not empty, trimmed, at most 200 characters.</summary>
    public static string? Error(string fullName)
    {
        if (FieldRules.Error("name", fullName, required: true) is { } error)
        {
            return error;
        }

        foreach (var level in Levels(fullName))
        {
            if (level.Length == 0)
            {
                return "a level of the service name is empty";
            }

            if (level.Trim().Length != level.Length || level.StartsWith(':') || level.EndsWith(':'))
            {
                return $"level \"{level}\" of the service name begins or ends with a space or a colon";
            }
        }

        return null;
    }
}
