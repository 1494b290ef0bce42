using Microsoft.AspNetCore.WebUtilities;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// What the address of a list holds (spec §3): the screens of one module share <c>search</c> and <c>filter</c>, so every way
/// between them keeps these.
/// </summary>
public sealed record ListQuery
{
    private static readonly Dictionary<Chip, string> ChipWords = Enum.GetValues<Chip>().ToDictionary(
        chip => chip,
        chip => string.Concat(chip.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString())));

    /// <summary>What is searched among customer users (and customers).</summary>
    public string Search { get; init; } = "";

    /// <summary>What is filtered among groups or services.</summary>
    public string Filter { get; init; } = "";

    /// <summary>The chip.</summary>
    public Chip Show { get; init; }

    /// <summary>Number of the first visible row, 0 for the top.</summary>
    public int Row { get; init; }

    /// <summary>Invalid rows are listed too.</summary>
    public bool All { get; init; }

    /// <summary>Assignments are prepared while group support is off.</summary>
    public bool Prepare { get; init; }

    /// <summary>Name of the back end whose customer users are listed; empty for all.</summary>
    public string BackEnd { get; init; } = "";

    /// <summary>Reads an address; what is not understood is ignored.</summary>
    public static ListQuery Parse(string uri)
    {
        var query = QueryHelpers.ParseQuery(new Uri(uri).Query);
        var show = Text("show");
        return new ListQuery
        {
            Search = Text("search"),
            Filter = Text("filter"),
            Show = ChipWords.FirstOrDefault(word => word.Value == show).Key,
            Row = int.TryParse(Text("row"), out var row) && row > 0 ? row : 0,
            All = Text("all") == "1",
            Prepare = Text("prepare") == "1",
            BackEnd = Text("backend"),
        };

        string Text(string name) => query.TryGetValue(name, out var values) ? values.ToString() : "";
    }

    /// <summary>The parameters of the address; null for those that are not in it.</summary>
    public Dictionary<string, string?> Parameters() => new()
    {
        ["search"] = Search.Length > 0 ? Search : null,
        ["filter"] = Filter.Length > 0 ? Filter : null,
        ["show"] = Show == Chip.All ? null : ChipWords[Show],
        ["all"] = All ? "1" : null,
        ["prepare"] = Prepare ? "1" : null,
        ["backend"] = BackEnd.Length > 0 ? BackEnd : null,
        ["row"] = Row > 0 ? Row.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
    };

    /// <summary>An address with these parameters.</summary>
    public string Link(string path) => QueryHelpers.AddQueryString(path, Parameters().Where(parameter => parameter.Value is not null));

    /// <summary>What goes along to another screen of the module: search, filter, back end and preparation, not the position in the list.</summary>
    public ListQuery Along => new() { Search = Search, Filter = Filter, Prepare = Prepare, BackEnd = BackEnd };
}
