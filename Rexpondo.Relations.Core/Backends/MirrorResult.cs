using System.Collections.Immutable;
using System.Globalization;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>What became of a mirroring.</summary>
public abstract record MirrorResult;

/// <summary>The store says what the source says.</summary>
/// <param name="ChangeSet">The last change set, or null if nothing differed and nothing was written.</param>
/// <param name="Persons">How many persons the source has.</param>
/// <param name="Added">New persons.</param>
/// <param name="Changed">Persons with other fields, those who became invalid among them.</param>
/// <param name="MadeInvalid">Persons who were valid and are no longer.</param>
/// <param name="Problems">What could not be taken over.</param>
public sealed record Mirrored(long? ChangeSet, int Persons, int Added, int Changed, int MadeInvalid, ImmutableArray<MirrorProblem> Problems) : MirrorResult
{
    /// <summary>Everybody was read, not only what changed since a mark.</summary>
    public bool ReadWhole { get; init; } = true;

    /// <summary>What the next run may begin with; null if the source gives no mark or anything could not be taken over.</summary>
    public MirrorMark? Mark { get; init; }

    /// <summary>Persons and customers as it left them (<see cref="ChangeLog.NamesRevision"/>); whoever changed them since made it greater.</summary>
    internal long NamesRevision { get; init; }
}

/// <summary>
/// Too many would become invalid at once, or there is nobody in the source: these removals wait until somebody says that this is
/// meant. All else was written.
/// </summary>
/// <param name="MadeInvalid">How many removals wait.</param>
/// <param name="Valid">How many were valid when they began to wait; joiners since then are no reason to let more go.</param>
/// <param name="Limit">The limit of the back end, in percent.</param>
/// <param name="Floor">So many might go whatever the limit.</param>
/// <param name="Problems">What could not be taken over.</param>
public sealed record MirrorStopped(int MadeInvalid, int Valid, int Limit, int Floor, ImmutableArray<MirrorProblem> Problems) : MirrorResult
{
    /// <summary>The last change set of what was written all the same; null if nothing was.</summary>
    public long? ChangeSet { get; init; }

    /// <summary>How many persons were added all the same.</summary>
    public int Added { get; init; }

    /// <summary>How many persons were changed all the same.</summary>
    public int Changed { get; init; }

    /// <summary>There is nobody in the source at all, which stops whatever the limit.</summary>
    public bool SourceIsEmpty { get; init; }

    /// <summary>As one line for people.</summary>
    public string Reason
    {
        get
        {
            var removed = string.Create(CultureInfo.InvariantCulture, $"{MadeInvalid:N0} of {Plural.Of(Valid, "valid customer user")} would become invalid");
            return SourceIsEmpty ? $"there is nobody in the source; {removed}"
                : string.Create(CultureInfo.InvariantCulture, $"{removed}, more than {Limit} % and more than {Floor:N0}");
        }
    }
}

/// <summary>
/// The source cannot be read or is not whole: then nothing was written. Or it could not be written to its end: then the reason says
/// how much was (<see cref="Mirror"/>).
/// </summary>
/// <param name="Problems">Every reason.</param>
public sealed record MirrorFailed(ImmutableArray<string> Problems) : MirrorResult;

/// <summary>Who asked for it is no longer an admin: what was not yet written is not.</summary>
/// <param name="Login">Who asked.</param>
public sealed record MirrorNotAllowed(string Login) : MirrorResult;
