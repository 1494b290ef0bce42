using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Importing;

namespace Rexpondo.Relations.Tests.Importing;

/// <summary>
/// The groups of a customer user counted out from the files alone, for settings of which the established system gave no
/// answers. Trusted because with the files' own settings it says what that system said.
/// </summary>
internal sealed class GoldenOracle(string folder)
{
    private readonly List<string[]> persons = Rows(folder, "customer_users.csv");
    private readonly List<string[]> grants = Rows(folder, "customer_user_groups.csv");
    private readonly List<string[]> customerGrants = [.. Rows(folder, "customer_groups.csv").Where(row => row[3] == "same")];
    private readonly List<string[]> further = Rows(folder, "customer_user_customers.csv");
    private readonly HashSet<string> groups = Valid(Rows(folder, "groups.csv"), 2);
    private readonly HashSet<string> customers = Valid(Rows(folder, "customers.csv"), 2);

    /// <summary>The names of the groups with effective <c>rw</c>, or with any access, sorted by code point.</summary>
    public List<string> GroupsOf(string login, string key, IReadOnlyCollection<string> always, IReadOnlyCollection<string> companyAlways)
    {
        var mine = persons.Single(person => Same(person[0], login))[4] is { Length: > 0 } primary ? [primary] : new List<string>();
        mine.AddRange(further.Where(row => Same(row[0], login)).Select(row => row[1]));
        mine.RemoveAll(customer => !customers.Contains(customer));
        string[] enough = key == "ro" ? ["ro", "rw"] : ["rw"];
        var given = grants.Where(row => Same(row[0], login) && enough.Contains(row[2])).Select(row => row[1])
            .Concat(customerGrants.Where(row => mine.Contains(row[0]) && enough.Contains(row[2])).Select(row => row[1]))
            .Concat(always)
            .Concat(mine.Count > 0 ? companyAlways : []);
        return [.. given.Where(groups.Contains).Distinct().Order(Core.Searching.CodePointOrder.Instance)];
    }

    private static bool Same(string a, string b) => LoginFolding.Fold(a) == LoginFolding.Fold(b);

    private static HashSet<string> Valid(List<string[]> rows, int column) => [.. rows.Where(row => row[column] == "valid").Select(row => row[0])];

    private static List<string[]> Rows(string folder, string name)
    {
        using var file = File.OpenRead(Path.Combine(folder, name));
        var reader = new CsvReader(file);
        reader.Read();
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add(Array.ConvertAll(reader.Texts(), FormulaGuard.Unguard));
        }

        return rows;
    }
}
