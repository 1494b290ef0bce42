using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.History;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>What the address of the history holds: the filter, so that any view of it can be sent to somebody.</summary>
public sealed record HistoryQuery
{
    /// <summary>The list of change sets.</summary>
    public const string Path = "/history";

    private const string DayFormat = "O"; // year, month, day, as a date box wants it

    /// <summary>Number of a customer user, or null.</summary>
    public int? Person { get; init; }

    /// <summary>Number of a customer, or null.</summary>
    public int? Customer { get; init; }

    /// <summary>Number of a group, or null.</summary>
    public int? Group { get; init; }

    /// <summary>Number of a service, or null.</summary>
    public int? Service { get; init; }

    /// <summary>Login of an agent; empty for all.</summary>
    public string Agent { get; init; } = "";

    /// <summary>What was changed, or null.</summary>
    public ChangeTopic? What { get; init; }

    /// <summary>By which way, or null.</summary>
    public ChangeWay? Way { get; init; }

    /// <summary>Words of the reason.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The first day, in the time zone of the browser.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The objects asked for.</summary>
    public IReadOnlyList<ObjectRef> Objects => ToFilter(LocalTime.Utc).Objects;

    /// <summary>The one object asked for and nothing else; null otherwise. Such a history is a tab of that object.</summary>
    public ObjectRef? Subject => Objects is [var one] ? one : null;

    /// <summary>True without any filter.</summary>
    public bool IsEmpty => this == new HistoryQuery();

    /// <summary>The address of one change set.</summary>
    public static string PathOf(long changeSet) => string.Create(CultureInfo.InvariantCulture, $"{Path}/{changeSet}");

    /// <summary>The history of one object.</summary>
    public static string Of(RelationSide side, int id) => new HistoryQuery().With(side, id).Link(Path);

    /// <summary>Reads the query of an address; what is not understood is ignored.</summary>
    public static HistoryQuery Parse(string queryString)
    {
        var query = QueryHelpers.ParseQuery(queryString);
        return new HistoryQuery
        {
            Person = Number("person"),
            Customer = Number("customer"),
            Group = Number("group"),
            Service = Number("service"),
            Agent = Text("agent"),
            What = WhatOf(Text("what")),
            Way = WayOf(Text("way")),
            Reason = Text("reason"),
            From = DayOf(Text("from")),
            To = DayOf(Text("to")),
        };

        string Text(string name) => query.TryGetValue(name, out var values) ? values.ToString() : "";
        int? Number(string name) => int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>The word for what was changed, in addresses.</summary>
    public static string Word(ChangeTopic what) => what switch
    {
        ChangeTopic.Relations => "relations",
        ChangeTopic.Records => "records",
        ChangeTopic.Settings => "settings",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What this word means, or null.</summary>
    public static ChangeTopic? WhatOf(string word) =>
        Enum.GetValues<ChangeTopic>().Where(what => Word(what) == word).Select(what => (ChangeTopic?)what).FirstOrDefault();

    /// <summary>The way of this word, or null.</summary>
    public static ChangeWay? WayOf(string word) =>
        Enum.GetValues<ChangeWay>().Where(way => ChangeLog.Word(way) == word).Select(way => (ChangeWay?)way).FirstOrDefault();

    /// <summary>A day as dates stand in addresses and boxes, or null.</summary>
    public static DateOnly? DayOf(string text) => DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>The same the other way round; empty for no day.</summary>
    public static string TextOf(DateOnly? day) => day?.ToString(DayFormat, CultureInfo.InvariantCulture) ?? "";

    /// <summary>The number of the object of a side, or null.</summary>
    public int? IdOf(RelationSide side) => side switch
    {
        RelationSide.CustomerUser => Person,
        RelationSide.Customer => Customer,
        RelationSide.Group => Group,
        RelationSide.Service => Service,
        RelationSide.Everybody => null,
    };

    /// <summary>The same with another object of a side; null for none.</summary>
    public HistoryQuery With(RelationSide side, int? id) => side switch
    {
        RelationSide.CustomerUser => this with { Person = id },
        RelationSide.Customer => this with { Customer = id },
        RelationSide.Group => this with { Group = id },
        RelationSide.Service => this with { Service = id },
        RelationSide.Everybody => this,
    };

    /// <summary>The parameters of the address; null for those that are not in it.</summary>
    public Dictionary<string, string?> Parameters() => new()
    {
        ["person"] = Person?.ToString(CultureInfo.InvariantCulture),
        ["customer"] = Customer?.ToString(CultureInfo.InvariantCulture),
        ["group"] = Group?.ToString(CultureInfo.InvariantCulture),
        ["service"] = Service?.ToString(CultureInfo.InvariantCulture),
        ["agent"] = Agent.Length > 0 ? Agent : null,
        ["what"] = What is { } what ? Word(what) : null,
        ["way"] = Way is { } way ? ChangeLog.Word(way) : null,
        ["reason"] = Reason.Length > 0 ? Reason : null,
        ["from"] = From is null ? null : TextOf(From),
        ["to"] = To is null ? null : TextOf(To),
    };

    /// <summary>An address with these parameters.</summary>
    public string Link(string path) => QueryHelpers.AddQueryString(path, Parameters().Where(parameter => parameter.Value is not null));

    /// <summary>The filter of Core. Days begin and end at midnight of the browser.</summary>
    public HistoryFilter ToFilter(LocalTime times) => new()
    {
        Person = Person is { } person ? new CustomerUserId(person) : null,
        Customer = Customer is { } customer ? new CustomerNumber(customer) : null,
        Group = Group is { } group ? new GroupId(group) : null,
        Service = Service is { } service ? new ServiceId(service) : null,
        Agent = Agent,
        What = What,
        Way = Way,
        Reason = Reason,
        From = From is { } from ? times.Midnight(from) : null,
        Until = To is { } to && to < DateOnly.MaxValue ? times.Midnight(to.AddDays(1)) : null,
    };
}
