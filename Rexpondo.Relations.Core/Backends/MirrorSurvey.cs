using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>What a mirror would do, found out before anything is written. Who differs is marked where the reading is kept.</summary>
/// <param name="BackEnd">Number of the back end.</param>
/// <param name="NamesRevision">Persons and customers as they were found.</param>
/// <param name="Stored">How many persons of the back end are stored.</param>
/// <param name="Valid">How many of them are valid; of those who came while removals waited, none.</param>
/// <param name="Counts">How many it changes.</param>
/// <param name="Problems">What cannot be taken over.</param>
/// <param name="Missing">Numbers of those who are stored and not in the source.</param>
/// <param name="Entangled">Persons who hang on each other.</param>
internal sealed record MirrorSurvey(
    int BackEnd, long NamesRevision, int Stored, int Valid, MirrorCounts Counts, ImmutableArray<MirrorProblem> Problems, IReadOnlySet<int> Missing,
    IReadOnlyList<List<StagedPerson>> Entangled);

/// <summary>How many persons a mirror changes.</summary>
/// <param name="Added">New ones.</param>
/// <param name="Changed">Those with other fields, who become invalid among them.</param>
/// <param name="MadeInvalid">Valid ones who no longer are.</param>
internal readonly record struct MirrorCounts(int Added, int Changed, int MadeInvalid)
{
    public int All => Added + Changed;

    public static MirrorCounts operator +(MirrorCounts one, MirrorCounts other) =>
        new(one.Added + other.Added, one.Changed + other.Changed, one.MadeInvalid + other.MadeInvalid);

    public static MirrorCounts Of(IReadOnlyList<MirrorChange> changes) => new(
        changes.Count(change => change.Before is null), changes.Count(change => change.Before is not null),
        changes.Count(change => change is { Before.IsValid: true, After.IsValid: false }));
}
