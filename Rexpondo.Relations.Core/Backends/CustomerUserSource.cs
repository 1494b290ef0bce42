namespace Rexpondo.Relations.Core.Backends;

/// <summary>
/// Where a read-only back end's customer users come from. A new kind is one more class and its line in <see cref="BackEndKinds"/>;
/// identity, clashes, the limit of removals and what is written are the same for all (<see cref="MirrorPlan"/>).
/// </summary>
public abstract class CustomerUserSource
{
    /// <summary>What it reads, for people: a path, an address. Never a password.</summary>
    public abstract string Connection { get; }

    /// <summary>How often it is read even if <see cref="Fingerprint"/> says nothing; null: only when that changes.</summary>
    public virtual TimeSpan? Interval => null;

    /// <summary>
    /// What to say if it has nobody and never had: most likely it is asked in the wrong place. Null: it may have nobody.
    /// </summary>
    public virtual string? WhyNobody => null;

    /// <summary>
    /// Differs whenever the persons may have changed. Asked every few seconds, so it must cost next to nothing; null if the
    /// source cannot say. Throws nothing: that a source is not there is a fingerprint too.
    /// </summary>
    public virtual string? Fingerprint() => null;

    /// <summary>
    /// True if the last reading ended because the password was refused, and it is still the same: trying it every few seconds
    /// would lock the account, for everybody who uses it. Asked every few seconds after a failure; throws nothing.
    /// </summary>
    public virtual bool IsRefused => false;

    /// <summary>
    /// All persons, one by one, read outside of any transaction; pages of a large source come as they arrive. A source that can
    /// tell what changed gives a <see cref="SourceMark"/> at the end.
    /// </summary>
    /// <param name="since">
    /// Mark of an earlier reading that was taken over as a whole, without a problem: who has not changed since may be given as
    /// <see cref="SourceUnchanged"/>. Null: everybody is given whole. A source that cannot say, or no longer knows the mark, gives
    /// everybody whole and says so first (<see cref="SourceWhole"/>), or ends with <see cref="SourceUnsure"/>.
    /// </param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SourceException">It cannot be read, or is not whole; also after some persons were given.</exception>
    public abstract IAsyncEnumerable<SourceItem> ReadAsync(SourceMark? since, CancellationToken cancellationToken);
}
