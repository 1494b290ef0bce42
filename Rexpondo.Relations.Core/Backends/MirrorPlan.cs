using System.Collections.Immutable;
using System.Globalization;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>
/// What a mirror has to write so that the store says what the source says. Pure: what is stored and what the source has in,
/// the differences and the problems out. Nothing here knows relations: they hang on the person and are never touched.
/// Persons who do not depend on each other (<see cref="MirrorTangle"/>) may be planned apart: together the plans are that of all.
/// </summary>
internal sealed class MirrorPlan
{
    private readonly MirrorSurroundings around;
    private readonly bool keepsRemovals;
    private readonly List<MirrorProblem> problems = [];
    private readonly List<MirrorChange> changes = [];
    private readonly MirrorIdentity identity;

    // Left out, but there: each stays as she is stored, with her login and her e-mail.
    private readonly Dictionary<string, MirroredPerson> keptLogins = [];
    private readonly HashSet<int> present = [];
    private readonly HashSet<int> waiting = [];
    private readonly Lazy<Dictionary<int, string>> customerIds;
    private List<Wish> wishes = [];

    /// <param name="source">As the source says them.</param>
    /// <param name="around">What is stored around them.</param>
    /// <param name="keepsRemovals">
    /// Removals wait: whoever is valid stays it, and who is no longer in the source stays as a whole, with login and e-mail.
    /// </param>
    public MirrorPlan(IReadOnlyList<SourcePerson> source, MirrorSurroundings around, bool keepsRemovals)
    {
        (this.around, this.keepsRemovals) = (around, keepsRemovals);
        identity = new MirrorIdentity(around.Stored);
        customerIds = new(() => around.Customers.ToDictionary(customer => customer.Value, customer => customer.Key));
        Revalidate();
        Match(source);
        KeepMissing();
        SettleLogins();
        var emails = SettleEmails();
        Compare(emails);
    }

    /// <summary>What differs, in the order of the source; then who is missing there.</summary>
    public IReadOnlyList<MirrorChange> Changes => changes;

    /// <summary>What could not be taken over.</summary>
    public ImmutableArray<MirrorProblem> Problems => [.. problems];

    /// <summary>Numbers of those who are stored and not in the source.</summary>
    public IEnumerable<int> Missing => around.Stored.Select(person => person.Id).Where(id => !present.Contains(id));

    // They keep all else that they have; nobody else can take it from them.
    private void Revalidate()
    {
        foreach (var person in around.Stored.Where(person => around.Others.ContainsKey(person.Id)))
        {
            present.Add(person.Id);
            keptLogins.Add(person.LoginFolded, person);
            var after = person with { Validity = Kept(person, around.Others[person.Id]) };
            if (after != person)
            {
                changes.Add(new MirrorChange(person, after));
            }
        }
    }

    private void Match(IReadOnlyList<SourcePerson> source)
    {
        var (ids, logins, taken) = (new HashSet<string>(), new Dictionary<string, string>(), new HashSet<int>());
        foreach (var person in source)
        {
            var folded = LoginFolding.Fold(person.Login);
            var stored = identity.Of(person, folded);
            if (person.Error() is { } error)
            {
                LeaveOut(person, stored, MirrorProblemKind.NotPossible, $"{error}; left out");
            }
            else if (person.ExternalId is not null && !ids.Add(person.ExternalId))
            {
                // Whose row it is only its login can say.
                LeaveOut(person, identity.WithLogin(folded), MirrorProblemKind.Twice, $"id \"{person.ExternalId}\" is there twice; left out");
            }
            else if (logins.TryGetValue(folded, out var other))
            {
                var reason = other == person.Login ? "the login is there twice" : $"differs from \"{other}\" only in its letter case";
                LeaveOut(person, stored, MirrorProblemKind.Twice, $"{reason}; left out");
            }
            else if (stored is not null && !taken.Add(stored.Id))
            {
                LeaveOut(person, stored, MirrorProblemKind.Twice, "is there under another login, too; left out");
            }
            else
            {
                logins.Add(folded, person.Login);
                if (stored is not null)
                {
                    present.Add(stored.Id);
                }

                wishes.Add(new Wish(person, folded, stored));
            }
        }

        // Who has a good row, too, is taken from that.
        foreach (var stored in wishes.Select(wish => wish.Stored).OfType<MirroredPerson>())
        {
            keptLogins.Remove(stored.LoginFolded);
        }
    }

    private void LeaveOut(SourcePerson person, MirroredPerson? stored, MirrorProblemKind kind, string reason)
    {
        problems.Add(new MirrorProblem(kind, SourceException.Short(Known(person)), reason));
        if (stored is not null && present.Add(stored.Id))
        {
            keptLogins[stored.LoginFolded] = stored;
        }
    }

    private void KeepMissing()
    {
        foreach (var missing in around.Stored.Where(person => keepsRemovals && person.IsValid && !present.Contains(person.Id)))
        {
            present.Add(missing.Id);
            waiting.Add(missing.Id);
            keptLogins[missing.LoginFolded] = missing;
        }
    }

    private Validity Kept(MirroredPerson? stored, Validity wanted) =>
        keepsRemovals && stored is { IsValid: true } && wanted != Validity.Valid ? stored.Validity : wanted;

    private static string Known(SourcePerson person) =>
        person.Login.Length > 0 ? person.Login
        : person.Place is { } place ? place
        : string.IsNullOrEmpty(person.ExternalId) ? PersonName.Of(person.FirstName, person.LastName, "?")
        : person.ExternalId;

    // Whoever is left out keeps her stored login, which may leave out another: again until nobody is.
    private void SettleLogins()
    {
        for (var settled = false; !settled;)
        {
            settled = true;
            var left = new List<Wish>();
            foreach (var wish in wishes)
            {
                var reason = around.LoginsElsewhere.TryGetValue(wish.LoginFolded, out var holder) ? $"the login belongs to back end {holder.BackEnd}; left out"
                    : keptLogins.TryGetValue(wish.LoginFolded, out var kept) && kept.Id != wish.Stored?.Id
                        ? $"the login still belongs to a customer user who {(waiting.Contains(kept.Id) ? "waits to be removed" : "was left out")}; left out"
                    : null;
                if (reason is null)
                {
                    left.Add(wish);
                    continue;
                }

                settled = false;
                problems.Add(new MirrorProblem(MirrorProblemKind.LoginTaken, wish.Person.Login, reason));
                if (wish.Stored is { } stored)
                {
                    keptLogins[stored.LoginFolded] = stored;
                }
            }

            wishes = left;
        }
    }

    // Folded e-mail → who has it, of those who are in the source.
    private HashSet<string> SettleEmails()
    {
        var taken = keptLogins.Values.Where(person => person.EmailFolded.Length > 0).ToDictionary(person => person.EmailFolded, person => person.Login);
        var given = new HashSet<string>();
        foreach (var wish in wishes)
        {
            var email = LoginFolding.Fold(wish.Person.Email);
            if (email.Length == 0)
            {
                continue;
            }

            var owner = around.EmailsElsewhere.TryGetValue(email, out var holder) ? $"\"{holder.Login}\" of back end {holder.BackEnd}"
                : taken.TryGetValue(email, out var other) ? $"\"{other}\""
                : null;
            if (owner is not null)
            {
                problems.Add(new MirrorProblem(
                    MirrorProblemKind.EmailTaken, wish.Person.Login, $"e-mail \"{wish.Person.Email}\" belongs to customer user {owner}; left empty"));
                continue;
            }

            taken.Add(email, wish.Person.Login);
            given.Add(email);
            wish.EmailFolded = email;
        }

        return given;
    }

    private void Compare(HashSet<string> emails)
    {
        foreach (var wish in wishes)
        {
            var (person, stored) = (wish.Person, wish.Stored);
            var after = new MirroredPerson(
                stored?.Id ?? 0, person.ExternalId, person.Login, wish.LoginFolded, person.Title ?? stored?.Title ?? "", person.FirstName, person.LastName,
                wish.EmailFolded.Length > 0 ? person.Email : "", wish.EmailFolded, person.Phone ?? stored?.Phone ?? "", person.Mobile ?? stored?.Mobile ?? "",
                CustomerOf(person, stored), Kept(stored, person.Validity));
            if (after != stored)
            {
                changes.Add(new MirrorChange(stored, after));
            }
        }

        var logins = wishes.Select(wish => wish.LoginFolded).ToHashSet();
        foreach (var missing in around.Stored.Where(person => !present.Contains(person.Id)))
        {
            var after = missing with { Validity = Validity.Invalid };
            if (logins.Contains(missing.LoginFolded))
            {
                // A login given to a new person starts empty (spec §2): who had it keeps her relations under another one.
                var former = FormerLogin(missing, logins);
                after = after with { Login = former, LoginFolded = LoginFolding.Fold(former) };
                problems.Add(new MirrorProblem(
                    MirrorProblemKind.LoginGivenAway, missing.Login, $"belongs to somebody new; the former one is kept as \"{former}\", invalid"));
            }

            if (emails.Contains(missing.EmailFolded))
            {
                after = after with { Email = "", EmailFolded = "" };
            }

            if (after != missing)
            {
                changes.Add(new MirrorChange(missing, after));
            }
        }
    }

    private string FormerLogin(MirroredPerson person, HashSet<string> logins)
    {
        for (var i = 1; ; i++)
        {
            var again = i == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{i}");
            var end = string.Create(CultureInfo.InvariantCulture, $" #{person.Id}{again}");
            var former = person.Login[..Math.Min(person.Login.Length, FieldRules.MaxLength - end.Length)] + end;
            var folded = LoginFolding.Fold(former);
            if (!logins.Contains(folded) && identity.WithLogin(folded) is null && !around.LoginIsTaken(folded))
            {
                return former;
            }
        }
    }

    // An id that is unknown here, or several of them, say nothing about whose she is: most likely it was renamed here, and that keeps every grant.
    private int? CustomerOf(SourcePerson person, MirroredPerson? stored)
    {
        if (person.CustomerId.Length == 0 && person.CustomerFault is null)
        {
            return null;
        }

        if (person.CustomerFault is null && around.Customers.TryGetValue(person.CustomerId, out var number))
        {
            return number;
        }

        var kept = stored?.Customer is { } customer ? $"stays with \"{customerIds.Value[customer]}\"" : "without customer";
        var reason = person.CustomerFault ?? $"there is no customer \"{person.CustomerId}\"";
        problems.Add(new MirrorProblem(MirrorProblemKind.UnknownCustomer, person.Login, $"{reason}; {kept}"));
        return stored?.Customer;
    }

    private sealed class Wish(SourcePerson person, string loginFolded, MirroredPerson? stored)
    {
        public SourcePerson Person => person;

        public string LoginFolded => loginFolded;

        public MirroredPerson? Stored => stored;

        public string EmailFolded { get; set; } = "";
    }
}

/// <summary>One person who differs.</summary>
/// <param name="Before">As stored; null for a new one.</param>
/// <param name="After">As she is to be.</param>
internal sealed record MirrorChange(MirroredPerson? Before, MirroredPerson After);
