using System.Globalization;
using System.Text;
using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Benchmarks;

/// <summary>Makes a desk of any size out of numbers, always the same one for the same size, in the import format.</summary>
internal static class LargeDesk
{
    private static readonly string[] FirstNames =
        ["Anna", "José", "Łukasz", "Søren", "Zoë", "Nguyễn", "Ivana", "Björn", "Chloé", "Dmitri", "Elif", "Farah", "Giulia", "Håkon", "Inés", "Jürgen"];

    private static readonly string[] LastNames =
        ["Meier", "Müller", "Nowak", "Ångström", "García", "Straße", "O'Brien", "Dvořák", "Yılmaz", "Ferreira", "Haddad", "Kowalczyk", "Lefèvre", "Maier", "Öztürk", "Žižek"];

    /// <summary>Writes the files and imports them.</summary>
    /// <returns>How many relation rows it has.</returns>
    public static async Task<int> FillAsync(Importer importer, string folder, int people, int groups, int services)
    {
        var relations = WriteFiles(folder, people, groups, services);
        return await importer.ImportAsync(folder, new ChangeAuthor(null, "benchmark", ChangeWay.Import), dryRun: false, progress: null, CancellationToken.None) is Imported
            ? relations
            : throw new InvalidOperationException("the large desk was refused");
    }

    /// <summary>Writes the files.</summary>
    /// <returns>How many relation rows of customer users they have.</returns>
    public static int WriteFiles(string folder, int people, int groups, int services)
    {
        Directory.CreateDirectory(folder);
        var relations = 0;
        var customers = Math.Max(10, people / 20);
        Write("customers.csv", "customer_id,name,valid", Numbers(customers).Select(c => $"C{c:D5},Company {c} {LastNames[c % 16]},valid"));
        Write("groups.csv", "name,comment,valid", Numbers(groups).Select(g => $"group {g:D3} {LastNames[g % 16]},,valid"));
        Write("services.csv", "name,comment,valid", Numbers(services).Select(s => $"{Service(s)},,valid"));
        Write("customer_users.csv", "login,first_name,last_name,email,customer_id,valid", Numbers(people).Select(p =>
            $"user{p:D6},{FirstNames[Mix(p, 1) % 16]},{LastNames[Mix(p, 2) % 16]} {Mix(p, 3) % 1000},user{p:D6}@company{Mix(p, 4) % customers}.example,C{Mix(p, 4) % customers:D5},valid"));
        // The first group is a large one: half of all have it.
        Write("customer_user_groups.csv", "login,group,permission", Numbers(people).SelectMany(p => Numbers(5)
            .Select(i => (Group: i == 0 && p % 2 == 0 ? 0 : Mix(p, 10 + i) % groups, Key: Mix(p, 20 + i) % 2 == 0 ? "ro" : "rw")).DistinctBy(row => row.Group)
            .Select(row => $"user{p:D6},group {row.Group:D3} {LastNames[row.Group % 16]},{row.Key}")).Select(Counted));
        Write("customer_groups.csv", "customer_id,group,permission,context", Numbers(customers / 5).Select(c => $"C{c:D5},group {Mix(c, 5) % groups:D3} {LastNames[Mix(c, 5) % groups % 16]},ro,same"));
        Write("customer_user_services.csv", "login,service", Numbers(people).Where(p => p % 2 == 0).SelectMany(p => Numbers(1 + (p % 3))
            .Select(i => Mix(p, 30 + i) % services).Distinct().Select(s => $"user{p:D6},{Service(s)}")).Select(Counted));
        Write("default_services.csv", "service", Numbers(7).Select(s => Service(s * 11 % services)));
        File.WriteAllText(Path.Combine(folder, "settings.json"), """{"CustomerGroupSupport": true}""");
        return relations;

        void Write(string file, string header, IEnumerable<string> rows) =>
            File.WriteAllLines(Path.Combine(folder, file), rows.Prepend(header), new UTF8Encoding(false));

        string Counted(string row)
        {
            relations++;
            return row;
        }
    }

    private static IEnumerable<int> Numbers(int count) => Enumerable.Range(0, count);

    private static string Service(int number) => (number % 3) switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"Area {number / 3:D3}"),
        1 => string.Create(CultureInfo.InvariantCulture, $"Area {number / 3:D3}::Setup"),
        _ => string.Create(CultureInfo.InvariantCulture, $"Area {number / 3:D3}::Setup::Repair"),
    };

    /// <summary>A number that looks random and is always the same.</summary>
    private static int Mix(int value, int salt)
    {
        var mixed = unchecked(((uint)value * 2654435761u) ^ ((uint)salt * 40503u * 2246822519u));
        mixed ^= mixed >> 15;
        mixed = unchecked(mixed * 2246822519u);
        return (int)((mixed ^ (mixed >> 13)) & 0x7fffffff);
    }
}
