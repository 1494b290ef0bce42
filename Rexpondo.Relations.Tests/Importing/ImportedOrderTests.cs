using Rexpondo.Relations.Core.Importing;

namespace Rexpondo.Relations.Tests.Importing;

/// <summary>In whatever order rows stand, and whoever of them is there already: the same comes of it, and every cell is logged once.</summary>
public sealed class ImportedOrderTests : IDisposable
{
    private const int Persons = 120;
    private const int Groups = 12;

    private readonly ImportDesk sorted = new();
    private readonly ImportDesk shuffled = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ImportAsync_OfRowsInAnyOrder_GivesTheSame(int seed)
    {
        var random = new Random(seed);
        var files = Files(random);
        await sorted.GivenAsync(files);

        // Some persons and relations are there already, with numbers in another order than that of the file.
        var some = Shuffled(files, random).ToDictionary(file => file.Name, file => file.Content.Split('\n')[..1].Concat(file.Content.Split('\n')[1..].Take(40)).ToList());
        await shuffled.GivenAsync(("customers.csv", Text(some["customers.csv"])), ("groups.csv", files.First(file => file.Name == "groups.csv").Content), ("customer_users.csv", Text(some["customer_users.csv"])));
        var known = some["customer_users.csv"].Skip(1).Select(row => row.Split(',')[0]).ToHashSet();
        await shuffled.GivenAsync(("customer_user_groups.csv", Text([.. some["customer_user_groups.csv"].Where((row, i) => i == 0 || known.Contains(row.Split(',')[0]))])));
        var imported = await shuffled.GivenAsync(Shuffled(files, random));

        Stored(shuffled).Should().Equal(Stored(sorted));
        Logged(shuffled).Should().Equal(Logged(sorted));
        imported.Files.Single(file => file.Name == "customer_users.csv").Added.Should().Be(Persons - known.Count);
        (await shuffled.GivenAsync(Shuffled(files, random))).ChangeSet.Should().BeNull("all of it is there");
    }

    public void Dispose()
    {
        sorted.Dispose();
        shuffled.Dispose();
    }

    private static (string Name, string Content)[] Files(Random random)
    {
        var persons = Enumerable.Range(0, Persons).Select(i => $"p{i:D3}").ToList();
        var groups = Enumerable.Range(0, Groups).Select(i => $"group {i:D2}").ToList();
        List<string> cells = [.. persons.SelectMany(person => groups.SelectMany(group => new[] { "ro", "rw" }.Where(_ => random.Next(4) == 0).Select(key => $"{person},{group},{key}")))];
        return
        [
            ("customers.csv", Text(["customer_id,name,valid", "ACME,Acme,valid", "GLOBEX,Globex,valid"])),
            ("groups.csv", Text(["name,comment,valid", .. groups.Select(group => $"{group},,valid")])),
            ("customer_users.csv", Text(["login,first_name,last_name,email,customer_id,valid", .. persons.Select(person => $"{person},F,L,{person}@x.example,ACME,valid")])),
            // Repeated rows are one.
            ("customer_user_groups.csv", Text(["login,group,permission", .. cells, .. cells.Take(30)])),
            ("customer_user_customers.csv", Text(["login,customer_id", .. persons.Where(_ => random.Next(2) == 0).Select(person => $"{person},GLOBEX")])),
        ];
    }

    private static (string Name, string Content)[] Shuffled((string Name, string Content)[] files, Random random) => [.. files.Select(file =>
    {
        var rows = file.Content.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        random.Shuffle(rows.AsSpan(1));
        return (file.Name, Text(rows));
    })];

    private static string Text(IEnumerable<string> rows) => string.Join('\n', rows) + "\n";

    private static List<string> Stored(ImportDesk desk) => desk.Desk.Texts(
        """
        SELECT u.login || ' ' || g.name || ' ' || r.keys AS line FROM customer_user_group r JOIN customer_user u ON u.id = r.customer_user_id JOIN permission_group g ON g.id = r.group_id
        UNION ALL
        SELECT u.login || ' ' || c.customer_id FROM customer_user_customer r JOIN customer_user u ON u.id = r.customer_user_id JOIN customer c ON c.id = r.customer
        UNION ALL
        SELECT login || ' ' || first_name || last_name || email || (SELECT customer_id FROM customer WHERE id = customer) FROM customer_user
        ORDER BY 1
        """).ToList();

    // Each key once: granted, whatever change set.
    private static List<string> Logged(ImportDesk desk) => desk.Desk.Texts(
        "SELECT kind || ' ' || sum(((new_keys & 1) - (old_keys & 1)) * cells) || ' ' || sum((((new_keys >> 1) & 1) - ((old_keys >> 1) & 1)) * cells) FROM change_line GROUP BY kind ORDER BY 1").ToList();
}
