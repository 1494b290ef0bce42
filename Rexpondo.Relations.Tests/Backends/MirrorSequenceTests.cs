using System.Globalization;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Tests.Backends;

/// <summary>After any sequence of files the valid persons are those of the last good file, and no relation row was ever touched.</summary>
public sealed class MirrorSequenceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Store_AfterAnySequenceOfFiles_SaysWhatTheLastGoodOneSays(int seed)
    {
        using var mirrored = new MirroredDesk();
        mirrored.Desk.CustomerUser("default", email: "default@p.example");
        var random = new Random(seed);
        var withId = seed % 2 == 0;
        var (related, good) = (new HashSet<int>(), new List<Row>());
        for (var step = 0; step < 40; step++)
        {
            var rows = Rows(random);
            var whole = random.Next(4) > 0;
            string[] lines = [withId ? MirroredDesk.HeaderWithId : MirroredDesk.Header, .. rows.Select(row => row.Line(withId)), .. whole ? (string[])[] : ["torn,\"row"]];
            mirrored.Write(lines);
            if (whole && random.Next(2) == 0)
            {
                await AllButRemovalsAsync(mirrored, rows);
            }

            var result = await mirrored.MirrorAsync(accepted: 1000);

            result.Should().BeAssignableTo(whole ? typeof(Mirrored) : typeof(MirrorFailed), "step {0} of {1}", step, seed);
            good = result is Mirrored ? rows : good;

            mirrored.Persons().Where(line => line.EndsWith("|valid", StringComparison.Ordinal)).Should().BeEquivalentTo(
                good.Where(row => row.Valid).Select(row => row.Expected), "step {0} of {1}", step, seed);
            mirrored.Desk.AllRows().Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(related.Count);
            foreach (var row in good)
            {
                var id = mirrored.Person(row.Login).Id;
                if (related.Count < 12 && related.Add(id.Value))
                {
                    mirrored.Desk.Relate(id, mirrored.Billing, PermissionSet.OfBit(0));
                }
            }
        }

        mirrored.Desk.Worlds.Read().Persons.Select(person => (person.Id, person.Valid)).Should().Equal(
            mirrored.Desk.FreshWorld().Persons.Select(person => (person.Id, person.Valid)));
    }

    // While removals wait nobody goes, and whoever is not named as left out is as the source says.
    private static async Task AllButRemovalsAsync(MirroredDesk mirrored, List<Row> rows)
    {
        var before = Valid(mirrored);
        if (await mirrored.MirrorAsync(accepted: 0) is MirrorStopped stopped)
        {
            before.Should().BeSubsetOf(Valid(mirrored));
            var named = stopped.Problems.Select(problem => problem.Login).ToHashSet();
            rows.Where(row => row.Valid && !named.Contains(row.Login)).Select(row => row.Expected).Should().BeSubsetOf(mirrored.Persons());
        }
    }

    private static List<long> Valid(MirroredDesk mirrored)
    {
        using var connection = mirrored.Desk.Store.Open();
        return connection.Query("SELECT id FROM customer_user WHERE validity = 1 AND back_end <> 1", row => row.GetInt64(0));
    }

    // Six persons by permanent id, who come and go, and take each other's logins and e-mails.
    private static List<Row> Rows(Random random)
    {
        var logins = Enumerable.Range(0, 9).ToArray();
        var emails = Enumerable.Range(0, 9).ToArray();
        random.Shuffle(logins);
        random.Shuffle(emails);
        return [.. Enumerable.Range(0, 6).Where(_ => random.Next(3) > 0).Select(id => new Row(
            id,
            $"{(random.Next(2) == 0 ? "u" : "U")}{logins[id]}",
            $"N{random.Next(3)}",
            random.Next(3) == 0 ? "" : $"e{emails[id]}@p.example",
            random.Next(2) == 0,
            random.Next(5) > 0))];
    }

    private sealed record Row(int Id, string Login, string Name, string Email, bool HasCustomer, bool Valid)
    {
        public string Expected => $"{Login}|{Name} X|{Email}|{Customer}|{Validity}";

        private string Customer => HasCustomer ? "ACME" : "";

        private string Validity => Valid ? "valid" : "invalid";

        public string Line(bool withId) =>
            string.Create(CultureInfo.InvariantCulture, $"{(withId ? $"{Id}," : "")}{Login},{Name},X,{Email},{Customer},{Validity}");
    }
}
