namespace Rexpondo.Relations.Core.Editing;

/// <summary>Why a save is refused. Each names what it is about, so that the screen can say it where it belongs.</summary>
public abstract record SaveError;

/// <summary>The agent does not exist, is disabled, or has not the role admin — now, whatever the browser once was told (E6).</summary>
/// <param name="Login">The agent's login, empty if there is no such agent.</param>
public sealed record NotAllowed(string Login) : SaveError;

/// <summary>A key that is not configured cannot be granted.</summary>
/// <param name="Bits">The bits that are not known.</param>
public sealed record UnknownKey(PermissionSet Bits) : SaveError;

/// <summary>No customer user may get this group (<c>CustomerGroupNever</c>).</summary>
/// <param name="Group">Its name.</param>
public sealed record NeverGroup(string Group) : SaveError;

/// <summary>Everybody has this group by a setting; its stored rows stay as they are (spec §3).</summary>
/// <param name="Group">Its name.</param>
public sealed record DefaultGroup(string Group) : SaveError;

/// <summary>One side of a cell does not exist.</summary>
/// <param name="Side">Which side.</param>
/// <param name="Id">The number.</param>
public sealed record NotThere(RelationSide Side, int Id) : SaveError;

/// <summary>The reason is too long.</summary>
/// <param name="Limit">The most characters possible.</param>
public sealed record ReasonTooLong(int Limit) : SaveError;

/// <summary>The store could not be written: locked for too long, disk full. Only of a save in parts; any other fails as a whole.</summary>
/// <param name="Problem">What it said.</param>
public sealed record CannotWrite(string Problem) : SaveError;
