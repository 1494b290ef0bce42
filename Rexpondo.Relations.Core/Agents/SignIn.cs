namespace Rexpondo.Relations.Core.Agents;

/// <summary>What became of a try to sign in.</summary>
public abstract record SignIn;

/// <summary>Login and password are right.</summary>
/// <param name="Agent">Who signed in; her <see cref="Agent.Stamp"/> belongs into the session.</param>
public sealed record SignedIn(Agent Agent) : SignIn;

/// <summary>Unknown login, wrong password or disabled agent; deliberately not said which.</summary>
public sealed record WrongPassword : SignIn;

/// <summary>Too many wrong tries: for this login, from this address, or at this server. The password was not looked at.</summary>
/// <param name="Wait">How long until the next try is looked at.</param>
public sealed record TooManyTries(TimeSpan Wait) : SignIn;
