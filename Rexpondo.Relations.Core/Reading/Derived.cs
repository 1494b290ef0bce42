using System.Collections.Concurrent;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>
/// What was worked out of a world over everybody, each thing once, at the first question. The next world is given it with the world
/// it is of, so that there it costs what changed between the two and not everybody.
/// </summary>
internal sealed class Derived
{
    // Who has not been asked for so long is worked out anew when asked again, and keeps no old world in memory until then.
    private const int OldestRevision = 100;
    private const int MostChanges = 20_000;

    private readonly ConcurrentDictionary<object, Lazy<object>> own = new();
    private readonly Dictionary<object, Origin> inherited;

    private Derived(Dictionary<object, Origin> inherited) => this.inherited = inherited;

    /// <summary>Of a world that comes from no other.</summary>
    public static Derived None => new([]);

    /// <summary>Of a world that was made from another.</summary>
    /// <param name="from">The other world, without what it has inherited itself: its facts alone.</param>
    /// <param name="of">What was worked out of it.</param>
    /// <param name="changes">How many of its persons and customers are others now.</param>
    public static Derived From(AccessWorld from, Derived of, int changes)
    {
        var inherited = new Dictionary<object, Origin>();
        foreach (var (key, origin) in of.inherited)
        {
            if (origin.Age < OldestRevision && origin.Changes + changes < MostChanges)
            {
                inherited[key] = origin with { Age = origin.Age + 1, Changes = origin.Changes + changes };
            }
        }

        foreach (var (key, value) in of.own)
        {
            inherited[key] = new Origin(from, value, 0, changes);
        }

        return new Derived(inherited);
    }

    /// <summary>What is asked for, worked out by the first who asks.</summary>
    /// <param name="key">What it is.</param>
    /// <param name="fresh">Works it out.</param>
    /// <param name="moved">Works it out from what it was in another world; null if that leads nowhere.</param>
    public T Get<T>(object key, Func<T> fresh, Func<AccessWorld, T, T?> moved)
        where T : class
    {
        if (own.TryGetValue(key, out var known))
        {
            return (T)known.Value;
        }

        var made = new Lazy<object>(() => (inherited.TryGetValue(key, out var origin) ? moved(origin.World, (T)origin.Value.Value) : null) ?? fresh());
        return (T)own.GetOrAdd(key, made).Value;
    }

    private sealed record Origin(AccessWorld World, Lazy<object> Value, int Age, int Changes);
}
