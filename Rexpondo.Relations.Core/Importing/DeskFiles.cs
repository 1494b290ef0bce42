using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>The files of import and export and their columns (spec §4).</summary>
public static class DeskFiles
{
    /// <summary>The values of the column <c>context</c> that has an effect.</summary>
    public const string SameContext = "same";

    /// <summary>The value of the column <c>context</c> that is kept for later.</summary>
    public const string OtherContext = "other";

    internal static readonly DeskFile Customers = new("customers.csv", ["customer_id", "name", "valid"]);
    internal static readonly DeskFile CustomerUsers = new("customer_users.csv", ["login", "first_name", "last_name", "email", "customer_id", "valid"]);
    internal static readonly DeskFile CustomerUserCustomers = new("customer_user_customers.csv", ["login", "customer_id"]);
    internal static readonly DeskFile Groups = new("groups.csv", ["name", "comment", "valid"]);
    internal static readonly DeskFile Services = new("services.csv", ["name", "comment", "valid"]);
    internal static readonly DeskFile CustomerUserGroups = new("customer_user_groups.csv", ["login", "group", "permission"]);
    internal static readonly DeskFile CustomerGroups = new("customer_groups.csv", ["customer_id", "group", "permission", "context"]);
    internal static readonly DeskFile CustomerUserServices = new("customer_user_services.csv", ["login", "service"]);
    internal static readonly DeskFile DefaultServices = new("default_services.csv", ["service"]);
    internal static readonly DeskFile Settings = new("settings.json", []);

    private static readonly ImmutableArray<DeskFile> InOrder =
    [
        Customers, CustomerUsers, CustomerUserCustomers, Groups, Services, CustomerUserGroups, CustomerGroups,
        CustomerUserServices, DefaultServices, Settings,
    ];

    /// <summary>The names of all files, in the order in which they are reported.</summary>
    public static ImmutableArray<string> All { get; } = [.. InOrder.Select(file => file.Name)];

    /// <summary>The columns of a file of <see cref="All"/>, in the order in which an export writes them; none for a file that is no table.</summary>
    public static ImmutableArray<string> ColumnsOf(string name) => InOrder.First(file => file.Name == name).Columns;

    /// <summary>Why a file of this name is none of an import, with the name that was probably meant; null for one of <see cref="All"/>.</summary>
    public static ImportProblem? Stray(string name) =>
        All.Contains(name) ? null : new ImportProblem(name, 1, $"no file of an import has this name; the nearest is {Nearest(name)}");

    // A slip of the finger is nearer than a name that shares a word; letters decide what words do not.
    private static string Nearest(string name)
    {
        var words = Words(name);
        return All.MinBy(known =>
        {
            var (letters, both) = (Distance(Stem(name), Stem(known)), Words(known));
            var shared = (double)words.Intersect(both).Count() / words.Union(both).Count();
            return letters <= 2 ? letters : shared > 0 ? 10 - shared : 10 + letters;
        })!;
    }

    private static string Stem(string name) => Path.GetFileNameWithoutExtension(name).ToLowerInvariant();

    private static string[] Words(string name) => [.. Stem(name).Split(['_', '-', ' ', '.']).Select(word => word.TrimEnd('s'))];

    // How many letters must be added, removed or replaced.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (diagonal, _) = (row[0], row[0] = i);
            for (var j = 1; j <= b.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
            }
        }

        return row[b.Length];
    }
}

/// <summary>One kind of file.</summary>
internal sealed record DeskFile(string Name, ImmutableArray<string> Columns);
