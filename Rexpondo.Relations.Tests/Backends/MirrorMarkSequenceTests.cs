using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Backends;

/// <summary>
/// Two desks live through the same changes of a directory and of their own customers and persons. One reads everybody each
/// time, the other only what changed wherever it has a mark: both end in the same store, with the same problems, at every step.
/// </summary>
public sealed class MirrorMarkSequenceTests
{
    private const int Steps = 60;
    private const int Persons = 7;

    private static readonly string[] Customers = ["ACME", "GLOBEX", "INITECH"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Store_WithMarks_IsThatOfWholeReadings(int seed)
    {
        var size = seed > 4 ? seed - 4 : Mirror.PortionSize;
        using var whole = new MirroredDesk(size);
        using var marked = new MirroredDesk(size);
        var random = new Random(seed);
        var source = new ScriptedSource { SaysValidity = seed % 2 == 0 };
        var back = marked.Partners with { Source = source };
        var (mark, partial) = ((MirrorMark?)null, 0);
        for (var step = 0; step < Steps; step++)
        {
            // Ten steps without clashes, ten with: a problem that stays is read whole again and again.
            var isRough = step / 10 % 2 == 1;
            if (step % 20 == 0)
            {
                Calm(source, whole.Desk, marked.Desk);
            }

            for (var i = random.Next(4); i > 0; i--)
            {
                ChangeSource(source, random, isRough);
            }

            if (random.Next(5) == 0)
            {
                var local = random.Next();
                ChangeDesk(whole.Desk, new Random(local), isRough);
                ChangeDesk(marked.Desk, new Random(local), isRough);
            }

            var accepted = random.Next(3) == 0 ? 0 : 1000;
            var expected = await whole.MirrorAsync(accepted, backEnd: back);
            var result = await marked.MirrorAsync(accepted, backEnd: back, since: random.Next(8) == 0 ? null : mark);
            partial += result is Mirrored { ReadWhole: false } ? 1 : 0;

            // As the runner does: after a stop everybody is read.
            mark = (result as Mirrored)?.Mark;
            Told(result).Should().Be(Told(expected), "step {0} of {1}", step, seed);
            marked.Everything().Should().Be(whole.Everything(), "step {0} of {1}", step, seed);
            marked.Persons().Should().Equal(whole.Persons(), "step {0} of {1}", step, seed);
        }

        partial.Should().BeGreaterThan(Steps / 6, "else nothing is compared");
    }

    // Everybody has her own login and e-mail, and there is every customer.
    private static void Calm(ScriptedSource source, params ReadOnlySpan<Desk> desks)
    {
        for (var i = 0; i < Persons; i++)
        {
            source.Put($"id-{i}", $"id-{i}", $"id-{i}@p.example", Customers[i % 2]);
        }

        foreach (var desk in desks)
        {
            desk.Change("UPDATE customer_user SET login = 'x' || id, login_folded = 'x' || id, email = '', email_folded = '' WHERE back_end = 1");
            desk.Change("UPDATE customer SET customer_id = 'old-' || id");
            foreach (var customer in Customers)
            {
                desk.Customer(customer);
            }
        }
    }

    private static void ChangeSource(ScriptedSource source, Random random, bool isRough)
    {
        var id = $"id-{random.Next(Persons)}";
        switch (random.Next(6))
        {
            case 0:
                source.Move(id, isThere: false);
                break;
            case 1 or 2:
                source.Move(id, isThere: true);
                break;
            case 3:
                source.SetValidity(id, (Validity)random.Next(1, 4));
                break;
            default:
                // Where it is rough, sometimes the login or e-mail of another, or of a person of the desk.
                var (login, email) = (Other(), Other());
                var customer = random.Next(2) == 0 ? "" : Customers[random.Next(isRough ? 3 : 2)];
                source.Put(
                    id, random.Next(3) > 0 ? login : login.ToUpperInvariant(), random.Next(3) == 0 ? "" : $"{email}@p.example", customer,
                    (Validity)random.Next(1, 4), $"N{random.Next(3)}");
                break;
        }

        string Other() => isRough && random.Next(4) == 0 ? $"id-{random.Next(Persons + 2)}" : id;
    }

    private static void ChangeDesk(Desk desk, Random random, bool isRough)
    {
        var (customer, person) = (Customers[random.Next(isRough ? 3 : 2)], random.Next(Persons + 2));
        var (free, taken) = (isRough ? $"id-{person}" : $"default-{person}", "SELECT 1 FROM customer_user WHERE login_folded = $text OR email_folded = $text || '@p.example'");
        desk.Change(connection =>
        {
            switch (random.Next(4))
            {
                case 0 when isRough || random.Next(3) == 0:
                    connection.Execute("UPDATE customer SET customer_id = 'old-' || id WHERE customer_id = $name", ("$name", customer));
                    if (random.Next(2) == 0)
                    {
                        goto case 1;
                    }

                    break;
                case 1:
                    connection.Execute("INSERT OR IGNORE INTO customer (customer_id, name, validity) VALUES ($name, $name, 1)", ("$name", customer));
                    break;
                case 2 when connection.Scalar(taken, ("$text", free)) == 0:
                    connection.Execute(
                        """
                        INSERT INTO customer_user (login, login_folded, first_name, last_name, email, email_folded, validity)
                        VALUES ($text, $text, '', '', $text || '@p.example', $text || '@p.example', 1)
                        """,
                        ("$text", free));
                    break;
                default:
                    connection.Execute(
                        "UPDATE customer_user SET login = 'x' || id, login_folded = 'x' || id, email = '', email_folded = '' WHERE back_end = 1 AND id % 2 = $odd",
                        ("$odd", random.Next(2)));
                    break;
            }
        });
    }

    private static string Told(MirrorResult result) => result switch
    {
        Mirrored told => string.Join('\n', [$"{told.Persons} {told.Added} {told.Changed} {told.MadeInvalid}", .. told.Problems]),
        MirrorStopped stopped => string.Join('\n', [stopped.Reason, .. stopped.Problems]),
        _ => result.ToString(),
    };
}
