using System.Globalization;
using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Pages.History;

/// <summary>The boxes that filter the history; each takes effect once it is chosen or left.</summary>
public sealed partial class HistoryFilters
{
    private static readonly RelationSide[] Sides = [RelationSide.CustomerUser, RelationSide.Customer, RelationSide.Group, RelationSide.Service];

    private IReadOnlyList<(RelationSide Side, Picker Picker)> pickers = [];
    private int cleared;

    /// <summary>The filter.</summary>
    [Parameter, EditorRequired] public required HistoryQuery Query { get; set; }

    /// <summary>Agents and programs to choose from.</summary>
    [Parameter, EditorRequired] public required IReadOnlyCollection<string> Logins { get; set; }

    /// <summary>Raised with the filter as it is wanted.</summary>
    [Parameter] public EventCallback<HistoryQuery> Changed { get; set; }

    // A login typed into the address is offered too, so that the box says what is asked for.
    private IEnumerable<string> Offered => Query.Agent.Length > 0 && !Logins.Contains(Query.Agent) ? Logins.Append(Query.Agent) : Logins;

    /// <inheritdoc/>
    protected override void OnInitialized() => pickers = [.. Sides.Select(side => (side, Picker.Any(Reader, side)))];

    private static string IdOf(RelationSide side) => $"history-{side.ToString().ToLowerInvariant()}";

    private static string Text(ChangeEventArgs e) => e.Value as string ?? "";

    private Task PickAsync(RelationSide side, string picked) =>
        SetAsync(Query.With(side, int.TryParse(picked, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id != Picker.Unknown ? id : null));

    private Task SetAsync(HistoryQuery wanted) => wanted == Query ? Task.CompletedTask : Changed.InvokeAsync(wanted);

    private Task ClearAsync()
    {
        cleared++; // what was typed and not picked goes as well
        return SetAsync(new HistoryQuery());
    }
}
