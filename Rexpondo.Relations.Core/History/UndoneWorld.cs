using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Core.History;

/// <summary>The world as it would be once something went back.</summary>
internal static class UndoneWorld
{
    /// <summary>The same world with cells of any relations as they would be.</summary>
    public static AccessWorld With(AccessWorld world, IReadOnlyCollection<(RelationKind Kind, CellEdit Edit)> edits)
    {
        var byKind = edits.ToLookup(edit => edit.Kind, edit => edit.Edit);
        var catalog = world.Catalog;
        if (byKind[RelationKind.DefaultService].ToDictionary(edit => edit.Right) is { Count: > 0 } defaults)
        {
            catalog = catalog.WithDefaults(catalog.Services.All.Select(service => service.Id).Where(id =>
                defaults.TryGetValue(id.Value, out var edit) ? !edit.Set.IsEmpty : catalog.DefaultServices.Contains(id)));
        }

        return world
            .With(byKind[RelationKind.CustomerGroup].GroupBy(edit => edit.Left)
                .Select(own => world.Find(new CustomerNumber(own.Key)) is { } customer ? customer with { Groups = own.Aggregate(customer.Groups, After) } : null)
                .OfType<CustomerFacts>())
            .With(edits.Where(edit => edit.Kind.Left == RelationSide.CustomerUser).GroupBy(edit => edit.Edit.Left)
                .Select(own => world.Find(new CustomerUserId(own.Key)) is { } person ? own.Aggregate(person, After) : null)
                .OfType<PersonFacts>())
            .With(catalog);
    }

    /// <summary>Who would gain or lose effective access: everybody is asked only where what decides for everybody is something else.</summary>
    public static Consequences Consequences(AccessWorld before, AccessWorld after) =>
        after.Catalog.DecidesAs(before.Catalog) && after.Catalog.EffectiveDefaultServices.SequenceEqual(before.Catalog.EffectiveDefaultServices)
            ? Editing.Consequences.Between(before, after, after.PersonsTouchedSince(before).Select(change => new CustomerUserId((change.After ?? change.Before)!.Id)))
            : Editing.Consequences.Between(before, after);

    private static PersonFacts After(PersonFacts person, (RelationKind Kind, CellEdit Edit) change) =>
        change.Kind == RelationKind.CustomerUserGroup ? person with { Groups = After(person.Groups, change.Edit) }
        : change.Kind == RelationKind.CustomerUserService ? person with { Services = After(person.Services, change.Edit) }
        : person.WithFurther(After(person.FurtherCustomers, change.Edit));

    private static KeyedIds After(KeyedIds stored, CellEdit edit) => stored.With(edit.Right, (stored[edit.Right] - edit.Clear) | edit.Set);
}
