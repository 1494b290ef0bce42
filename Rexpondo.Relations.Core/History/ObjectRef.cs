namespace Rexpondo.Relations.Core.History;

/// <summary>A customer user, customer, group or service by its number.</summary>
/// <param name="Side">Which of them; not <see cref="RelationSide.Everybody"/>.</param>
/// <param name="Id">Its number, which never changes and is never given to another.</param>
public readonly record struct ObjectRef(RelationSide Side, int Id);
