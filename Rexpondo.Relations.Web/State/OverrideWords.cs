using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// Says which case of <em>specific services override default services</em> holds, and which would after the save. Asks
/// <see cref="Consequences"/> and the rule; knows only words.
/// </summary>
public static class OverrideWords
{
    private const int NamesInLine = 5;

    /// <summary>Services of a customer user: always says which case holds.</summary>
    public static OverrideView ForPerson(MatrixState state)
    {
        var world = state.Snapshot.World;
        var person = world.Find(new CustomerUserId(state.Matrix.FixedId))!;
        var change = state.ServiceChangeOf(person.Id);
        var now = world.ServicesOf(person);
        var then = change?.After ?? now;
        var defaults = Names(world, world.Catalog.EffectiveDefaultServices);
        var once = then.Services.SequenceEqual(now.Services) ? "" : Texts.OnceSaved;
        return (now.Source, then.Source) switch
        {
            (ServiceSource.Default, ServiceSource.Specific) when defaults.Count > 0 => new OverrideView(
                true,
                Specific(then.Services.Length, defaults.Count),
                Texts.OnceSaved,
                change!.Lost.IsEmpty
                    ? Texts.NoServiceLost
                    : Say.Format(Texts.NoLongerApplyAndGets, Say.List(Names(world, change.Lost), NamesInLine), Say.List(Names(world, then.Services), NamesInLine)),
                change.Lost.IsEmpty ? null : Texts.CopyDefaultServicesFirst),
            (ServiceSource.Specific, ServiceSource.Default) => defaults.Count > 0
                ? new OverrideView(true, Say.Format(Texts.DefaultServicesWillApply, defaults.Count), Texts.OnceSaved, Say.List(defaults, NamesInLine))
                : new OverrideView(true, Texts.NoServiceAtAll, Texts.NoServiceOnceSaved),
            (_, ServiceSource.Specific) => defaults.Count > 0
                ? new OverrideView(false, Specific(then.Services.Length, defaults.Count), once, Say.Format(Texts.NotApplied, Say.List(defaults, NamesInLine)))
                : new OverrideView(false, Say.Count(then.Services.Length, Texts.OnlySpecificOne, Texts.OnlySpecificOther), once),
            _ => ForDefault(world, person, defaults),
        };
    }

    /// <summary>Customer users of a service: says something only where the pending edits switch the case for somebody.</summary>
    public static OverrideView? ForService(MatrixState state)
    {
        var (catalog, consequences) = (state.Snapshot.World.Catalog, state.Consequences);
        var service = catalog.Services.Find(new ServiceId(state.Matrix.FixedId))!;
        if (consequences.LoseDefaults.Count > 0)
        {
            var lost = consequences.ServiceEffects.Keys.Where(effect => !effect.Gained && effect.Sources.LeavesDefaults).Select(effect => effect.Service).ToList();
            var world = state.Snapshot.World;
            var others = ((state.Edits.Column(service.Id.Value, 0).On & world.Counts.ValidPersons) - world.Counts.OnDefaults).Count;
            return new OverrideView(
                true,
                Say.Count(consequences.LoseDefaults.Count, Texts.LoseDefaultsOne, Texts.LoseDefaultsOther, Defaults(catalog.EffectiveDefaultServices.Length)),
                Say.Format(Texts.WouldBeFirst, service.FullName),
                Say.Format(Texts.WouldNoLongerApply, Say.List(Names(world, lost), NamesInLine))
                    + (others > 0 ? " " + Say.Count(others, Texts.OthersHaveSpecificOne, Texts.OthersHaveSpecificOther) : ""),
                Say.Format(Texts.KeepTheirDefaultServices, state.DefaultsToKeepCount));
        }

        if (consequences.FallBack.Count > 0)
        {
            return new OverrideView(
                true,
                Say.Count(consequences.FallBack.Count, Texts.FallBackOne, Texts.FallBackOther, Defaults(catalog.EffectiveDefaultServices.Length)),
                Say.Format(Texts.WasLast, service.FullName));
        }

        return catalog.Services.IsEffective(service.Id) ? null : new OverrideView(true, Texts.ServiceNotEffective, Texts.ServiceNotEffectiveRest);
    }

    /// <summary>Default services: for how many customer users they apply.</summary>
    public static OverrideView ForDefaults(MatrixState state)
    {
        var world = state.Snapshot.World;
        var valid = world.Counts.ValidPersons.Count;
        var on = world.Counts.OnDefaults.Count;
        var effective = world.Catalog.EffectiveDefaultServices.Length;
        return effective == 0
            ? new OverrideView(true, Texts.NoDefaultServices, Say.Count(on, Texts.NoDefaultServicesForOne, Texts.NoDefaultServicesForOther))
            : new OverrideView(
                false,
                Say.Count(on, Texts.DefaultsApplyForOne, Texts.DefaultsApplyForOther, Defaults(effective)),
                Detail: Say.Count(valid - on, Texts.HaveSpecificOne, Texts.HaveSpecificOther));
    }

    private static OverrideView ForDefault(AccessWorld world, PersonFacts person, IReadOnlyList<string> defaults)
    {
        if (defaults.Count == 0)
        {
            return new OverrideView(true, Texts.NoServiceAtAll, Texts.NoServiceAtAllRest);
        }

        var idle = person.Services.Count - world.EffectiveSpecificServices(person);
        return new OverrideView(
            false,
            Say.Format(Texts.DefaultServicesApply, defaults.Count),
            Detail: idle > 0 ? Say.Count(idle, Texts.IneffectiveSpecificOne, Texts.IneffectiveSpecificOther) : Say.List(defaults, NamesInLine));
    }

    private static string Specific(int specific, int defaults) => Say.Count(specific, Texts.SpecificOverrideOne, Texts.SpecificOverrideOther, Defaults(defaults));

    private static string Defaults(int count) => Say.Count(count, Texts.DefaultServicesCountOne, Texts.DefaultServicesCountOther);

    private static List<string> Names(AccessWorld world, IEnumerable<ServiceId> services)
    {
        var wanted = services.ToHashSet();
        return [.. world.Catalog.Services.All.Where(service => wanted.Contains(service.Id)).Select(service => service.FullName)];
    }
}
