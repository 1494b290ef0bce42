namespace Rexpondo.Relations.Core.Backends;

/// <summary>One thing that a source says while it is read: a person, that somebody is as she was, how or up to where it is read.</summary>
public abstract record SourceItem;

/// <summary>The source was asked for what changed, but gives everybody whole; the first item. Without it nobody takes the reading for whole.</summary>
public sealed record SourceWhole : SourceItem;

/// <summary>Somebody who is there and has not changed since the mark that the reading began with. Only a source with permanent ids says so.</summary>
/// <param name="ExternalId">Her permanent id.</param>
/// <param name="Validity">Her validity now, where it may change without the person being changed; null: as it is stored.</param>
public sealed record SourceUnchanged(string ExternalId, Validity? Validity) : SourceItem;

/// <summary>The source was asked for what changed, but of somebody it cannot be said: everybody must be read. The last item.</summary>
public sealed record SourceUnsure : SourceItem;

/// <summary>Who answers, where a source may be asked in several places; the first item.</summary>
/// <param name="Name">For people. Never a secret.</param>
public sealed record SourceOrigin(string Name) : SourceItem;

/// <summary>
/// Up to where the source was read, for a later reading of what changed since; the last item. Each kind of source has its own,
/// which means something to it alone. For the memory of this process.
/// </summary>
public abstract record SourceMark : SourceItem;
