namespace Rexpondo.Relations.Web.Components.Matrix;

/// <summary>
/// All that one box shows, as one value: parameters of a component travel to the browser beside what it draws, so a cell
/// has few of them.
/// </summary>
/// <param name="Name">Accessible name: <c>rw, billing</c>.</param>
/// <param name="DescribedBy">The elements that say why.</param>
/// <param name="Bit">The key's bit.</param>
/// <param name="Ticked">Shown ticked.</param>
/// <param name="Locked">Cannot be clicked.</param>
/// <param name="Granting">A grant is pending.</param>
/// <param name="Withdrawing">A withdrawal is pending.</param>
/// <param name="Fresh">Somebody else has just changed it.</param>
public readonly record struct CellView(string Name, string? DescribedBy, int Bit, bool Ticked, bool Locked, bool Granting, bool Withdrawing, bool Fresh = false);
