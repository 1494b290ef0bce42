namespace Rexpondo.Relations.Core.History;

/// <summary>One line of a change set: what was and what became of it. Values of the log, never rewritten by later names.</summary>
public abstract record ChangeLine
{
    /// <summary>The objects the line names, the left one of a cell first; none for a setting.</summary>
    public abstract IEnumerable<ObjectRef> Objects { get; }
}

/// <summary>A cell of a relation.</summary>
/// <param name="Kind">Which relation.</param>
/// <param name="Left">Number on its left side; 0 for everybody.</param>
/// <param name="Right">Number on its right side.</param>
/// <param name="Old">The keys stored before.</param>
/// <param name="New">The keys stored after.</param>
public sealed record CellLine(RelationKind Kind, int Left, int Right, PermissionSet Old, PermissionSet New) : ChangeLine
{
    /// <inheritdoc/>
    public override IEnumerable<ObjectRef> Objects =>
        Kind.Left == RelationSide.Everybody ? [new(Kind.Right, Right)] : [new(Kind.Left, Left), new(Kind.Right, Right)];
}

/// <summary>A field of a record.</summary>
/// <param name="Record">Whose.</param>
/// <param name="Field">One of <see cref="RecordField"/>.</param>
/// <param name="Old">What it was; null for a record that was added.</param>
/// <param name="New">What it became.</param>
public sealed record FieldLine(ObjectRef Record, string Field, string? Old, string New) : ChangeLine
{
    /// <inheritdoc/>
    public override IEnumerable<ObjectRef> Objects => [Record];
}

/// <summary>A setting that was deployed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Old">What was in force before, as JSON.</param>
/// <param name="New">What was put in force.</param>
/// <param name="Comment">The comment of the deployment, may be empty.</param>
public sealed record SettingLine(string Name, string Old, string New, string Comment) : ChangeLine
{
    /// <inheritdoc/>
    public override IEnumerable<ObjectRef> Objects => [];
}
