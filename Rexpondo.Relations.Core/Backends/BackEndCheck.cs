using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>Tries a back end without writing anything: what its persons look like here, and every problem.</summary>
public sealed class BackEndCheck(Mirror mirror, BackEndSetup setup, TimeProvider clock)
{
    /// <summary>Reads the whole source.</summary>
    /// <param name="name">The back end, in any letter case.</param>
    /// <param name="progress">Told while it is read.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<BackEndAnswer> AskAsync(string name, IProgress<MirrorProgress>? progress, CancellationToken cancellationToken)
    {
        if (setup.BackEnds.FirstOrDefault(candidate => candidate.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } backEnd)
        {
            return new BackEndUnknown(name, [.. setup.BackEnds.Select(known => known.Name)], setup.Mistakes);
        }

        try
        {
            var begun = clock.GetTimestamp();
            using var reading = await SourceReading.OfAsync(backEnd.Source, since: null, progress, clock, cancellationToken);
            var took = clock.GetElapsedTime(begun);
            return new BackEndRead(
                backEnd, [.. reading.First(BackEndRead.Shown)], reading.Count, mirror.Preview(backEnd, reading, cancellationToken), setup.Mistakes)
            {
                Took = took,
                Origin = reading.Origin,
                SaysWhatChanges = reading.Mark is not null,
            };
        }
        catch (SourceException e)
        {
            return new BackEndRead(backEnd, [], 0, new MirrorFailed(e.Problems), setup.Mistakes);
        }
    }
}

/// <summary>The answer of <see cref="BackEndCheck"/>.</summary>
/// <param name="Mistakes">Every mistake of every file, also those of other back ends.</param>
public abstract record BackEndAnswer(ImmutableArray<BackEndMistake> Mistakes);

/// <summary>No file configures such a back end without a mistake.</summary>
/// <param name="Name">What was asked for.</param>
/// <param name="Known">Those there are.</param>
public sealed record BackEndUnknown(string Name, ImmutableArray<string> Known, ImmutableArray<BackEndMistake> Mistakes) : BackEndAnswer(Mistakes);

/// <summary>What was read.</summary>
/// <param name="BackEnd">Which.</param>
/// <param name="Persons">The first <see cref="Shown"/> persons.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Outcome">What a refresh would do now: <see cref="Mirrored"/>, <see cref="MirrorStopped"/> or <see cref="MirrorFailed"/>.</param>
public sealed record BackEndRead(
    BackEndDefinition BackEnd, ImmutableArray<SourcePerson> Persons, int Total, MirrorResult Outcome, ImmutableArray<BackEndMistake> Mistakes)
    : BackEndAnswer(Mistakes)
{
    /// <summary>How many persons are shown.</summary>
    public const int Shown = 10;

    /// <summary>How long the reading took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Who answered (<see cref="SourceReading.Origin"/>).</summary>
    public string? Origin { get; init; }

    /// <summary>The source gave a mark, so that a later reading may ask for what changed since.</summary>
    public bool SaysWhatChanges { get; init; }
}
