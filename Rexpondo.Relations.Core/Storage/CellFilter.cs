using System.Globalization;

namespace Rexpondo.Relations.Core.Storage;

/// <summary>Which cells of a relation are asked for in the log: all, those that name an object of one side, or the one of two objects.</summary>
/// <param name="Kind">The relation.</param>
/// <param name="Left">Number on its left side; null for any.</param>
/// <param name="Right">Number on its right side; null for any.</param>
internal readonly record struct CellFilter(RelationKind Kind, int? Left = null, int? Right = null)
{
    /// <summary>What a row of <c>change_cell</c> must meet.</summary>
    public string OfCells => string.Create(CultureInfo.InvariantCulture,
        $"(kind = {Kind.Code}{(Left is { } left ? $" AND left_id = {left}" : "")}{OfRight})");

    /// <summary>What a row of <c>change_bulk</c> must meet; whether it has the left number only its packed numbers say.</summary>
    public string OfBulks => string.Create(CultureInfo.InvariantCulture,
        $"(kind = {Kind.Code}{(Left is { } left ? $" AND block = {PackedIds.BlockOf(left)}" : "")}{OfRight})");

    private string OfRight => Right is { } right ? string.Create(CultureInfo.InvariantCulture, $" AND right_id = {right}") : "";

    /// <summary>True for a cell that is asked for.</summary>
    public bool Has(CellChange cell) => cell.Kind == Kind && (Left is null || cell.Left == Left) && (Right is null || cell.Right == Right);
}
