namespace Rexpondo.Relations.Core.Backends;

/// <summary>Groups what shares an id, a login or an e-mail, directly or over others (union-find).</summary>
internal sealed class KeyGroups
{
    private readonly Dictionary<(char Kind, string Text), int> nodes = [];
    private readonly List<int> parents = [];

    /// <summary>All that a key has in common with others is one group.</summary>
    public void Join(PersonKey key)
    {
        var first = -1;
        foreach (var part in Parts(key))
        {
            if (!nodes.TryGetValue(part, out var node))
            {
                node = parents.Count;
                nodes.Add(part, node);
                parents.Add(node);
            }

            var root = Root(node);
            first = first < 0 ? root : first;
            parents[root] = first;
        }
    }

    /// <summary>The group of a key that was joined.</summary>
    public int Of(PersonKey key) => Root(nodes[Parts(key).First()]);

    private int Root(int node)
    {
        while (parents[node] != node)
        {
            node = parents[node] = parents[parents[node]];
        }

        return node;
    }

    private static IEnumerable<(char Kind, string Text)> Parts(PersonKey key)
    {
        if (key.ExternalId is { } id)
        {
            yield return ('i', id);
        }

        if (key.Login is { } login)
        {
            yield return ('l', login);
        }

        if (key.Email is { } email)
        {
            yield return ('e', email);
        }
    }
}
