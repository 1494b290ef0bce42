using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Core.History;

/// <summary>The world as it would be once cells of any relations and settings went back; asked by the preview.</summary>
internal static class UndoneWorld
{
    /// <summary>Who would gain or lose effective access.</summary>
    /// <param name="before">As it is.</param>
    /// <param name="catalog">Its catalog with the settings as they would be.</param>
    /// <param name="edits">The cells.</param>
    public static Consequences Consequences(AccessWorld before, Catalog catalog, IReadOnlyCollection<(RelationKind Kind, CellEdit Edit)> edits)
    {
        if (edits.Count == 0 && ReferenceEquals(catalog, before.Catalog))
        {
            return Editing.Consequences.None;
        }

        var byKind = edits.ToLookup(edit => edit.Kind, edit => edit.Edit);
        var everybody = !ReferenceEquals(catalog, before.Catalog) || byKind[RelationKind.DefaultService].Any();
        if (byKind[RelationKind.DefaultService].ToDictionary(edit => edit.Right) is { Count: > 0 } defaults)
        {
            catalog = catalog.WithDefaults(catalog.Services.All.Select(service => service.Id).Where(id =>
                defaults.TryGetValue(id.Value, out var edit) ? !edit.Set.IsEmpty : catalog.DefaultServices.Contains(id)));
        }

        var customers = byKind[RelationKind.CustomerGroup].GroupBy(edit => edit.Left)
            .Select(own => before.Find(new CustomerNumber(own.Key)) is { } customer ? customer with { Groups = own.Aggregate(customer.Groups, After) } : null)
            .OfType<CustomerFacts>().ToList();
        var persons = edits.Where(edit => edit.Kind.Left == RelationSide.CustomerUser).GroupBy(edit => edit.Edit.Left)
            .Select(own => before.Find(new CustomerUserId(own.Key)) is { } person ? own.Aggregate(person, After) : null)
            .OfType<PersonFacts>().ToList();
        var after = before.With(customers).With(persons).With(catalog);
        if (everybody)
        {
            return Editing.Consequences.Between(before, after);
        }

        var (changed, touched) = (customers.Select(customer => customer.Id).ToHashSet(), persons.Select(person => person.Id).ToHashSet());
        return Editing.Consequences.Between(
            before, after, before.Persons.Where(person => touched.Contains(person.Id) || person.Customers.Any(changed.Contains)).Select(person => new CustomerUserId(person.Id)));
    }

    private static PersonFacts After(PersonFacts person, (RelationKind Kind, CellEdit Edit) change) =>
        change.Kind == RelationKind.CustomerUserGroup ? person with { Groups = After(person.Groups, change.Edit) }
        : change.Kind == RelationKind.CustomerUserService ? person with { Services = After(person.Services, change.Edit) }
        : person.WithFurther(After(person.FurtherCustomers, change.Edit));

    private static KeyedIds After(KeyedIds stored, CellEdit edit) => stored.With(edit.Right, (stored[edit.Right] - edit.Clear) | edit.Set);
}
