using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Matrix;

/// <summary>One row of a matrix. Drawn again only when its <see cref="MatrixRow"/> differs by value.</summary>
public sealed partial class MatrixRowView : IHandleEvent
{
    private (MatrixRow?, bool, bool, int?, PermissionKeys?) drawn;

    /// <summary>What the row shows.</summary>
    [Parameter, EditorRequired] public required MatrixRow Row { get; set; }

    /// <summary>The columns.</summary>
    [Parameter, EditorRequired] public required PermissionKeys Keys { get; set; }

    /// <summary>Where the name leads.</summary>
    [Parameter, EditorRequired] public required string Href { get; set; }

    /// <summary>Drawn but not shown: a list short enough not to be virtual hides what does not match.</summary>
    [Parameter] public bool Hidden { get; set; }

    /// <summary>The page is interactive.</summary>
    [Parameter] public bool Enabled { get; set; }

    /// <summary>Id of a further element that describes every box, or null.</summary>
    [Parameter] public string? Note { get; set; }

    /// <summary>Position in the whole table, from 1, where not all of it is drawn.</summary>
    [Parameter] public int? RowIndex { get; set; }

    /// <summary>A box was clicked: row, bit, value asked for.</summary>
    [Parameter] public EventCallback<(int Row, int Bit, bool On)> Clicked { get; set; }

    /// <summary><em>Keep ro</em> was clicked.</summary>
    [Parameter] public EventCallback<int> KeptRo { get; set; }

    [CascadingParameter]
    private LocalTime? Times { get; set; }

    private string WhyId => $"w{Row.Name.Id}";

    /// <summary>What the link is called where the row shows only a part of it, as the last level of a path.</summary>
    private string? Path => Row.Name.Leaf == Row.Name.Name ? null : Row.Name.Name;

    private string DescribedBy => Note is null ? WhyId : $"{WhyId} {Note}";

    private string? Css
    {
        get
        {
            var classes = new List<string>(4);
            if (Row.Name.Depth > 0)
            {
                classes.Add($"l{Math.Min(Row.Name.Depth, 9)}");
            }

            if (Row.IsContext)
            {
                classes.Add("ctx");
            }

            if (Row.Name.NotEffective is not null)
            {
                classes.Add("off");
            }

            if (Row.IsChanged)
            {
                classes.Add("chg");
            }

            if (Row is { Flashes: true, News: { } news })
            {
                classes.Add(news.IsOdd ? "odd" : "even"); // another class, so that it flashes again
            }

            return classes.Count > 0 ? string.Join(' ', classes) : null;
        }
    }

    private (MatrixRow?, bool, bool, int?, PermissionKeys?) Now => (Row, Hidden, Enabled, RowIndex, Keys);

    /// <inheritdoc/>
    protected override void OnInitialized() => drawn = Now; // nobody asks before the first drawing

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var differs = Now != drawn;
        drawn = Now;
        return differs;
    }

    private CellView CellOf(PermissionKey key) => new(
        Say.Label(Texts.CellName, key.Name, Row.Name.Name),
        DescribedBy,
        key.Bit,
        Ticked: Row.Shown.Contains(key.Set),
        Locked: !Enabled || Row.Locked.Contains(key.Set),
        Granting: Row.Granting.Contains(key.Set),
        Withdrawing: Row.Withdrawing.Contains(key.Set),
        Fresh: Row.News?.Keys.Contains(key.Set) == true);

    // The matrix draws its rows once, when the state has decided; not once more before that.
    Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem callback, object? arg) => callback.InvokeAsync(arg);

    private Task ClickedAsync((int Bit, bool On) click)
    {
        drawn = default; // so that a refused click reaches the cell again and snaps back
        return Clicked.InvokeAsync((Row.Name.Id, click.Bit, click.On));
    }

    private Task KeepRoAsync() => KeptRo.InvokeAsync(Row.Name.Id);
}
