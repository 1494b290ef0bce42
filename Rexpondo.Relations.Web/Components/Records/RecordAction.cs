using Rexpondo.Relations.Core.Records;

namespace Rexpondo.Relations.Web.Components.Records;

/// <summary>What the buttons in the side bar of an edit screen need of it.</summary>
/// <param name="Enabled">They can be clicked.</param>
/// <param name="RunAsync">Runs what writes: told like a save, with what is typed kept. The text is said when it was written.</param>
public sealed record RecordAction(bool Enabled, Func<Func<CancellationToken, Task<RecordResult>>, string, Task> RunAsync);
