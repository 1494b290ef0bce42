using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>What one reading of a source gave, on disk until it is disposed.</summary>
public sealed class SourceReading : IDisposable
{
    // A page of a directory; a slow source tells each second.
    private const int ReportedAtLeastEvery = 500;

    private static readonly TimeSpan ReportedAtLeastAfter = TimeSpan.FromSeconds(1);

    private SourceReading(bool isWhole) => IsWhole = isWhole;

    /// <summary>How many persons are there.</summary>
    public int Count => Staged.Given + Staged.Unchanged;

    /// <summary>Everybody was asked for, or the source says that it gives everybody: nothing rests on what is stored.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Who answered; null if the source can only be asked in one place.</summary>
    public string? Origin { get; private set; }

    /// <summary>For a later reading of what changed since; null if the source gives none.</summary>
    public SourceMark? Mark { get; private set; }

    /// <summary>
    /// Such a reading says nothing: the source cannot say what changed, or it changed while it was read, so that an id was given
    /// twice, at least once as unchanged.
    /// </summary>
    public bool IsInconclusive { get; private set; }

    /// <summary>Who is there.</summary>
    internal StagedPersons Staged { get; } = new();

    /// <summary>Reads a source.</summary>
    /// <param name="source">Which.</param>
    /// <param name="since">Mark of an earlier reading; null: everybody whole.</param>
    /// <param name="progress">Told at the beginning, then at least every 500 persons and, as long as any arrive, each second.</param>
    /// <param name="clock">Says when a second is over.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SourceException">It cannot be read or is not whole.</exception>
    public static async Task<SourceReading> OfAsync(
        CustomerUserSource source, SourceMark? since, IProgress<MirrorProgress>? progress, TimeProvider clock, CancellationToken cancellationToken)
    {
        SourceReading? reading = null;
        try
        {
            reading = new SourceReading(isWhole: since is null);
            var (told, toldAt) = (0, clock.GetTimestamp());
            progress?.Report(new MirrorProgress(MirrorStage.Reading, 0, null));
            await foreach (var item in source.ReadAsync(since, cancellationToken))
            {
                reading.Take(item);
                var read = reading.Count;
                if (read > told && (read - told >= ReportedAtLeastEvery || clock.GetElapsedTime(toldAt) >= ReportedAtLeastAfter))
                {
                    (told, toldAt) = (read, clock.GetTimestamp());
                    progress?.Report(new MirrorProgress(MirrorStage.Reading, read, null));
                }
            }

            reading.IsInconclusive |= !reading.Staged.Close();
            return reading;
        }
        catch (Exception e)
        {
            reading?.Dispose();
            if (e is SqliteException)
            {
                throw new SourceException($"the reading cannot be laid aside in the temporary folder: {StoreFault.Words(e)}", e);
            }

            throw;
        }
    }

    /// <summary>The first of those who were given whole, in the order of the source.</summary>
    public IReadOnlyList<SourcePerson> First(int count) => Staged.First(count);

    /// <inheritdoc/>
    public void Dispose() => Staged.Dispose();

    private void Take(SourceItem item)
    {
        switch (item)
        {
            case SourcePerson person:
                Staged.Add(person.Cleaned());
                break;
            case SourceWhole when Count == 0:
                IsWhole = true;
                break;
            case SourceUnchanged same when !IsWhole:
                IsInconclusive |= !Staged.AddUnchanged(same.ExternalId, same.Validity);
                break;
            case SourceUnsure when !IsWhole:
                IsInconclusive = true;
                break;
            case SourceOrigin(var name):
                Origin = name;
                break;
            case SourceMark mark:
                Mark = mark;
                break;
            default:
                throw new InvalidOperationException($"{item.GetType().Name} means nothing here.");
        }
    }
}
