using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Tests.Storage;

/// <summary>One line of the change log with its change set.</summary>
internal sealed record LoggedCell(
    long ChangeSet, long At, string Agent, string? Reason, RelationKind Kind, int Left, int Right, PermissionSet Old, PermissionSet New);
