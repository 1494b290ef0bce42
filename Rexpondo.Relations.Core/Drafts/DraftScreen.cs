using System.Globalization;

namespace Rexpondo.Relations.Core.Drafts;

/// <summary>
/// The screen a draft belongs to, as a name in the store: <c>matrix/1/left/12</c>, <c>record/CustomerUser/12</c>,
/// <c>record/Group/new</c>, <c>setting/Ticket::Service</c>. Made of internal numbers, so a rename keeps the draft.
/// </summary>
/// <param name="Name">The name in the store.</param>
public readonly record struct DraftScreen(string Name)
{
    private const string New = "new";

    /// <summary>A relation screen.</summary>
    public static DraftScreen Of(MatrixId matrix) =>
        new(string.Create(CultureInfo.InvariantCulture, $"matrix/{matrix.Kind.Code}/{(matrix.FixedLeft ? "left" : "right")}/{matrix.FixedId}"));

    /// <summary>The edit screen of a record.</summary>
    /// <param name="side">What kind of record.</param>
    /// <param name="id">Its number; null for one that is being added.</param>
    public static DraftScreen Of(RelationSide side, int? id) => new($"record/{side}/{id?.ToString(CultureInfo.InvariantCulture) ?? New}");

    /// <summary>The screen of a setting.</summary>
    public static DraftScreen OfSetting(string name) => new($"setting/{name}");

    /// <summary>The relation screen it is, or null.</summary>
    public MatrixId? Matrix => Name.Split('/') is ["matrix", var code, var side, var id]
        && Number(code) is { } kind && RelationKind.All.FirstOrDefault(one => one.Code == kind) is { } relation && Number(id) is { } number
            ? new MatrixId(relation, side == "left", number)
            : null;

    /// <summary>The record it is of, without a number for one that is being added; or null.</summary>
    public (RelationSide Side, int? Id)? Record => Name.Split('/') is ["record", var side, var id] && Enum.TryParse<RelationSide>(side, out var record)
        && (id == New || Number(id) is not null)
            ? (record, Number(id))
            : null;

    /// <summary>The setting it is of, or null.</summary>
    public string? Setting => Name.StartsWith("setting/", StringComparison.Ordinal) ? Name["setting/".Length..] : null;

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
