namespace Rexpondo.Relations.Core.Drafts;

/// <summary>How drafts are kept.</summary>
public sealed record DraftOptions
{
    /// <summary>How long an untouched draft is kept if no setting says otherwise.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromDays(7);

    /// <summary>How long a draft is kept after its last change.</summary>
    public TimeSpan KeptFor { get; init; } = Default;
}
