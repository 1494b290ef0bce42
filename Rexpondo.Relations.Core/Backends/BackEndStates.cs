using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>How all back ends fare: shown at once, logged where it is new, and stored as far as another start must know it.</summary>
internal sealed class BackEndStates(RelationsStore store, ILogger log)
{
    private readonly ConcurrentDictionary<string, BackEndState> states = new();

    public event Action? Changed;

    public BackEndState this[string backEnd] => states.GetValueOrDefault(backEnd) ?? new BackEndState();

    /// <summary>As stored by an earlier start; gives the fingerprints of what was taken over last.</summary>
    public Dictionary<string, string?> Read()
    {
        var stored = store.Read(BackEndStateTable.Read);
        foreach (var (name, (state, _)) in stored)
        {
            states[name] = state;
        }

        return stored.ToDictionary(row => row.Key, row => row.Value.Fingerprint);
    }

    /// <summary>How far it is; null: it does not run any more, and nothing came of it.</summary>
    public void Runs(string backEnd, MirrorProgress? progress) => Show(backEnd, this[backEnd] with { Running = progress });

    /// <summary>It was mirrored.</summary>
    public void Good(string backEnd, Mirrored mirrored, DateTimeOffset at)
    {
        if (this[backEnd].FailingSince is not null || mirrored.ChangeSet is not null)
        {
            log.LogInformation(
                "Back end {BackEnd}: {Persons}, {Added} added, {Changed} changed, {Problems}",
                backEnd, Plural.Of(mirrored.Persons, "customer user"), mirrored.Added, mirrored.Changed, Plural.Of(mirrored.Problems.Length, "problem"));
        }

        Show(backEnd, new BackEndState { MirroredAt = at, Warnings = mirrored.Problems });
    }

    /// <summary>It was not. Since when stays what it was.</summary>
    /// <param name="backEnd">Which.</param>
    /// <param name="bad">Why.</param>
    /// <param name="at">When.</param>
    /// <param name="cancellationToken">Ends the wait to store it.</param>
    public async Task BadAsync(string backEnd, BackEndState bad, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var before = this[backEnd];
        Show(backEnd, bad with { MirroredAt = before.MirroredAt, FailingSince = before.FailingSince ?? at });
        if (!before.Problems.SequenceEqual(bad.Problems))
        {
            log.LogWarning("Back end {BackEnd} is not mirrored: {Problem}", backEnd, bad.Problems[0]);
        }

        try
        {
            await store.WriteAsync(
                connection =>
                {
                    BackEndStateTable.Failed(connection, backEnd, string.Join('\n', bad.Problems), at);
                    return true;
                },
                cancellationToken);
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            log.LogWarning(e, "The failure of back end {BackEnd} could not be stored", backEnd);
        }
    }

    private void Show(string backEnd, BackEndState state)
    {
        states[backEnd] = state;
        Changed?.Invoke();
    }
}
