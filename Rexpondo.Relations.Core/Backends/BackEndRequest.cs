namespace Rexpondo.Relations.Core.Backends;

/// <summary>What became of the wish to mirror a back end now.</summary>
public abstract record BackEndRequest;

/// <summary>It is mirrored at once; at the start, as soon as those before it were tried.</summary>
public sealed record RefreshAsked : BackEndRequest;

/// <summary>Nothing happens: the agent does not exist, is disabled or is not an admin.</summary>
/// <param name="Login">Who asked.</param>
public sealed record RefreshNotAllowed(string Login) : BackEndRequest;

/// <summary>Nothing happens: there is no such back end, or its file has a mistake.</summary>
public sealed record RefreshNotPossible : BackEndRequest;
