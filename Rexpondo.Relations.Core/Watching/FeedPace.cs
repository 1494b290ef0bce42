namespace Rexpondo.Relations.Core.Watching;

/// <summary>How soon a listener of the <see cref="ChangeFeed"/> hears.</summary>
public enum FeedPace
{
    /// <summary>At once, and then up to ten times a second: a screen on which somebody works.</summary>
    AtOnce,

    /// <summary>After <see cref="ChangeFeed.While"/>, and no more often: lists whose counts go over the whole desk.</summary>
    AfterAWhile,
}
