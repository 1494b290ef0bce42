using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Forms;

/// <summary>
/// Finds one of many while one types. Its value is the number of what was picked, empty for none, and
/// <see cref="Picker.Unknown"/> for a text nothing is called by: it stays in the box, and the save says so.
/// </summary>
public sealed partial class PickBox(FormScript script)
{
    private ElementReference list;
    private Virtualize<PickOption>? virtualizer;
    private OrderedIds found = OrderedIds.None;
    private SearchQuery query = SearchQuery.Everything;
    private OrderedIds? drawn;
    private string text = "";
    private string? value;
    private (string? Value, string? Sought) given;
    private int active = -1;
    private bool open;
    private bool scroll;

    /// <summary>Id of the box, for its label.</summary>
    [Parameter, EditorRequired] public required string Id { get; set; }

    /// <summary>Number of what is picked, as text.</summary>
    [Parameter, EditorRequired] public required string Value { get; set; }

    /// <summary>What is offered.</summary>
    [Parameter, EditorRequired] public required Picker Picker { get; set; }

    /// <summary>What is typed to find a choice, as long as none is made; null: that is nobody else's business.</summary>
    [Parameter] public string? Sought { get; set; }

    /// <summary>Raised with what is typed, before <see cref="Picked"/>.</summary>
    [Parameter] public EventCallback<string> Seeking { get; set; }

    /// <summary>It can be read, not changed.</summary>
    [Parameter] public bool ReadOnly { get; set; }

    /// <summary>The page is interactive.</summary>
    [Parameter] public bool Enabled { get; set; }

    /// <summary>What stands in it is refused.</summary>
    [Parameter] public bool Invalid { get; set; }

    /// <summary>Ids of what describes it.</summary>
    [Parameter] public string? DescribedBy { get; set; }

    /// <summary>Raised with the number of what is picked.</summary>
    [Parameter] public EventCallback<string> Picked { get; set; }

    private string ListId => $"{Id}l";

    private string? ActiveId => open && found.Page(active, 1) is [var id] ? IdOf(id) : null;

    private string Status => found.Count == 0
        ? Texts.NoMatchesFound
        : Say.Count(found.Count, Picker.Words.One, Picker.Words.Other);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // A new value from outside that the box did not report: of another record, or taken over from what is stored now.
        if (given == (Value, Sought))
        {
            return;
        }

        given = (Value, Sought);
        if (Sought is not null && text != Sought)
        {
            (value, text) = (Value, Sought);
        }
        else if (value != Value)
        {
            value = Value;
            text = int.TryParse(Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id != Picker.Unknown ? Picker.Shown(id) : "";
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (open && virtualizer is not null && drawn != found)
        {
            var first = drawn is null;
            drawn = found;
            if (!first)
            {
                await virtualizer.RefreshDataAsync();
                StateHasChanged();
            }
        }

        if (open && scroll)
        {
            scroll = false;
            await script.ShowOptionAsync(list, active);
        }
    }

    private string IdOf(int id) => string.Create(CultureInfo.InvariantCulture, $"{Id}o{id}");

    private async Task TypeAsync(string typed)
    {
        text = typed;
        Search(text);
        active = text.Length > 0 && found.Count > 0 ? 0 : -1;
        var picked = TextRule.Clean(text).Length == 0 ? "" : (Picker.Exact(text) ?? Picker.Unknown).ToString(CultureInfo.InvariantCulture);
        await Seeking.InvokeAsync(text);
        await ReportAsync(picked);
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        if (ReadOnly)
        {
            return;
        }

        switch (key.Key)
        {
            case "ArrowDown" or "ArrowUp" when !open:
                OpenAll();
                break;
            case "ArrowDown":
                Move(active + 1);
                break;
            case "ArrowUp":
                Move(active - 1);
                break;
            case "Enter" when open && found.Page(active, 1) is [var id] && Picker.Names([id]) is [var row]:
                await PickAsync(row);
                break;
            case "Escape":
                Close();
                break;
        }
    }

    private void Move(int to)
    {
        active = found.Count == 0 ? -1 : (to + found.Count) % found.Count;
        scroll = true;
    }

    // Opened without typing it offers everything, with what is picked in sight.
    private void OpenAll()
    {
        if (ReadOnly || open)
        {
            return;
        }

        Picker.Read();
        Search("");
        active = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? found.IndexOf(id) : -1;
        scroll = active > 0;
    }

    private void Search(string typed)
    {
        query = SearchQuery.Parse(typed);
        found = Picker.Search(typed);
        open = true;
    }

    private Task PickAsync(RowName row)
    {
        text = Picker.Shown(row);
        Close();
        return ReportAsync(row.Id.ToString(CultureInfo.InvariantCulture));
    }

    private void Close() => (open, active, drawn) = (false, -1, null);

    private Task ReportAsync(string picked)
    {
        value = picked;
        return Picked.InvokeAsync(picked);
    }

    private ValueTask<ItemsProviderResult<PickOption>> PageAsync(ItemsProviderRequest request) => ValueTask.FromResult(new ItemsProviderResult<PickOption>(
        Picker.Names(found.Page(request.StartIndex, request.Count)).Select((row, i) => new PickOption(request.StartIndex + i, row)), found.Count));

    private sealed record PickOption(int Index, RowName Row);
}
