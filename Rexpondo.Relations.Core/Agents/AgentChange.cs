namespace Rexpondo.Relations.Core.Agents;

/// <summary>What became of a change to an agent: <see cref="AgentSaved"/> or <see cref="AgentRefused"/>.</summary>
public abstract record AgentChange;

/// <summary>It is written.</summary>
/// <param name="Agent">As she is now.</param>
public sealed record AgentSaved(Agent Agent) : AgentChange;

/// <summary>Nothing is written.</summary>
/// <param name="Reason">Why, as one line for people.</param>
public abstract record AgentRefused(string Reason) : AgentChange;

/// <summary>The login is not possible or is taken.</summary>
public sealed record LoginRefused(string Reason) : AgentRefused(Reason);

/// <summary>The password is too short or too long.</summary>
public sealed record PasswordRefused(string Reason) : AgentRefused(Reason);

/// <summary>There is no agent with this login.</summary>
public sealed record NoSuchAgent(string Login) : AgentRefused($"there is no agent {Login}");

/// <summary>Without her nobody could edit any more.</summary>
public sealed record LastAdmin(string Login) : AgentRefused($"{Login} is the last admin who is not disabled");

/// <summary>She does it to herself, and would lock herself out.</summary>
public sealed record NotOneself(string Login) : AgentRefused($"{Login} cannot do this to herself");

/// <summary>Whoever asks does not exist, is disabled or is not an admin.</summary>
public sealed record AgentsNotAllowed() : AgentRefused("only an admin may change agents");
