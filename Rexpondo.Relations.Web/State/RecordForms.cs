using System.Globalization;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>The table of forms: the fields of each record in the order in which they are filled in (spec §3).</summary>
public static class RecordForms
{
    /// <summary>A customer user.</summary>
    public static IReadOnlyList<FormInput<CustomerUserFields>> CustomerUser { get; } =
    [
        new(Texts.Login, f => f.Login, (f, text) => f with { Login = text }),
        new(Texts.Title, f => f.Title, (f, text) => f with { Title = text }),
        new(Texts.FirstName, f => f.FirstName, (f, text) => f with { FirstName = text }),
        new(Texts.LastName, f => f.LastName, (f, text) => f with { LastName = text }),
        new(Texts.Email, f => f.Email, (f, text) => f with { Email = text }) { Look = FieldLook.Email },
        new(Texts.Customer, f => Number(f.Customer?.Value), (f, text) => f with { Customer = Number(text) is { } id ? new CustomerNumber(id) : null })
        {
            Look = FieldLook.Pick,
            HasEffect = true,
        },
        new(Texts.Phone, f => f.Phone, (f, text) => f with { Phone = text }) { Look = FieldLook.Phone },
        new(Texts.Mobile, f => f.Mobile, (f, text) => f with { Mobile = text }) { Look = FieldLook.Phone },
        new(Texts.Comment, f => f.Comment, (f, text) => f with { Comment = text }) { Look = FieldLook.Comment },
        new(Texts.Validity, f => f.Validity.ToText(), (f, text) => f with { Validity = Parsed(text) }) { Look = FieldLook.Validity, HasEffect = true },
    ];

    /// <summary>A customer.</summary>
    public static IReadOnlyList<FormInput<CustomerFields>> Customer { get; } =
    [
        new(Texts.CustomerId, f => f.CustomerId, (f, text) => f with { CustomerId = text }),
        new(Texts.Name, f => f.Name, (f, text) => f with { Name = text }),
        new(Texts.Street, f => f.Street, (f, text) => f with { Street = text }),
        new(Texts.Zip, f => f.Zip, (f, text) => f with { Zip = text }),
        new(Texts.City, f => f.City, (f, text) => f with { City = text }),
        new(Texts.Country, f => f.Country, (f, text) => f with { Country = text }),
        new(Texts.Url, f => f.Url, (f, text) => f with { Url = text }) { Look = FieldLook.Url, Wide = true },
        new(Texts.Comment, f => f.Comment, (f, text) => f with { Comment = text }) { Look = FieldLook.Comment },
        new(Texts.Validity, f => f.Validity.ToText(), (f, text) => f with { Validity = Parsed(text) }) { Look = FieldLook.Validity, HasEffect = true },
    ];

    /// <summary>A group.</summary>
    public static IReadOnlyList<FormInput<GroupFields>> Group { get; } =
    [
        new(Texts.Name, f => f.Name, (f, text) => f with { Name = text }) { HasEffect = true, Wide = true },
        new(Texts.Comment, f => f.Comment, (f, text) => f with { Comment = text }) { Look = FieldLook.Comment, Wide = true },
        new(Texts.Validity, f => f.Validity.ToText(), (f, text) => f with { Validity = Parsed(text) }) { Look = FieldLook.Validity, HasEffect = true, Wide = true },
    ];

    /// <summary>A service.</summary>
    public static IReadOnlyList<FormInput<ServiceFields>> Service { get; } =
    [
        new(Texts.Name, f => f.Name, (f, text) => f with { Name = text }) { Wide = true, Help = Texts.ServiceNameHelp },
        new(Texts.SubServiceOf, f => Number(f.Parent?.Value), (f, text) => f with { Parent = Number(text) is { } id ? new ServiceId(id) : null })
        {
            Look = FieldLook.Pick,
            HasEffect = true,
            Wide = true,
        },
        new(Texts.Comment, f => f.Comment, (f, text) => f with { Comment = text }) { Look = FieldLook.Comment, Wide = true },
        new(Texts.Validity, f => f.Validity.ToText(), (f, text) => f with { Validity = Parsed(text) }) { Look = FieldLook.Validity, HasEffect = true, Wide = true },
    ];

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Validity Parsed(string text) => ValidityText.TryParse(text, out var validity) ? validity : Validity.Valid;
}
