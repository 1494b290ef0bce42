namespace Rexpondo.Relations.Core.Backends;

/// <summary>What one reading of a source gave.</summary>
/// <param name="Persons">Who was given whole, in the order of the source.</param>
/// <param name="Unchanged">Permanent ids of those who are as they were at the mark, with their validity now; null: as it is stored.</param>
/// <param name="Mark">For a later reading of what changed since; null if the source gives none.</param>
public sealed record SourceReading(IReadOnlyList<SourcePerson> Persons, IReadOnlyDictionary<string, Validity?> Unchanged, string? Mark)
{
    // A page of a directory; a slow source tells each second.
    private const int ReportedAtLeastEvery = 500;

    private static readonly TimeSpan ReportedAtLeastAfter = TimeSpan.FromSeconds(1);

    /// <summary>How many persons are there.</summary>
    public int Count => Persons.Count + Unchanged.Count;

    /// <summary>Everybody was asked for, or the source says that it gives everybody: nothing rests on what is stored.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Who answered; null if the source can only be asked in one place.</summary>
    public string? Origin { get; init; }

    /// <summary>An id was given twice, at least once as unchanged: the source changed while it was read. Such a reading says nothing.</summary>
    public bool IsContradictory { get; init; }

    /// <summary>Reads a source.</summary>
    /// <param name="source">Which.</param>
    /// <param name="since">Mark of an earlier reading; null: everybody whole.</param>
    /// <param name="progress">Told at the beginning, then at least every 500 persons and, as long as any arrive, each second.</param>
    /// <param name="clock">Says when a second is over.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SourceException">It cannot be read or is not whole.</exception>
    public static async Task<SourceReading> OfAsync(
        CustomerUserSource source, string? since, IProgress<MirrorProgress>? progress, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (persons, unchanged) = (new List<SourcePerson>(), new Dictionary<string, Validity?>());
        var (origin, mark, isWhole) = ((string?)null, (string?)null, since is null);
        var (twice, told, toldAt) = (false, 0, clock.GetTimestamp());
        progress?.Report(new MirrorProgress(MirrorStage.Reading, 0, null));
        await foreach (var item in source.ReadAsync(since, cancellationToken))
        {
            switch (item)
            {
                case SourcePerson person:
                    persons.Add(person);
                    break;
                case SourceWhole when persons.Count + unchanged.Count == 0:
                    isWhole = true;
                    break;
                case SourceUnchanged same when !isWhole:
                    twice |= !unchanged.TryAdd(same.ExternalId, same.Validity);
                    break;
                case SourceOrigin(var name):
                    origin = name;
                    break;
                case SourceMark(var value):
                    mark = value;
                    break;
                default:
                    throw new InvalidOperationException($"{item.GetType().Name} means nothing here.");
            }

            var read = persons.Count + unchanged.Count;
            if (read > told && (read - told >= ReportedAtLeastEvery || clock.GetElapsedTime(toldAt) >= ReportedAtLeastAfter))
            {
                (told, toldAt) = (read, clock.GetTimestamp());
                progress?.Report(new MirrorProgress(MirrorStage.Reading, read, null));
            }
        }

        return new SourceReading(persons, unchanged, mark)
        {
            Origin = origin,
            IsWhole = isWhole,
            IsContradictory = twice || (unchanged.Count > 0 && persons.Exists(person => person.ExternalId is { } id && unchanged.ContainsKey(id))),
        };
    }
}
