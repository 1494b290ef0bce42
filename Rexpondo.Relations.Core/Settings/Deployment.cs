namespace Rexpondo.Relations.Core.Settings;

/// <summary>One setting of a deployment.</summary>
/// <param name="Name">Name of the setting.</param>
/// <param name="OldValue">What was in force before, as JSON.</param>
/// <param name="NewValue">What was put in force.</param>
public sealed record DeployedValue(string Name, string OldValue, string NewValue);

/// <summary>Values that were put in force in one step.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Login">Who deployed, as she was called then; or the command line.</param>
/// <param name="At">When.</param>
/// <param name="Comment">Why, in the agent's words; may be empty.</param>
/// <param name="Values">What differed, in the order of the settings.</param>
public sealed record Deployment(long Id, string Login, DateTimeOffset At, string Comment, IReadOnlyList<DeployedValue> Values);
