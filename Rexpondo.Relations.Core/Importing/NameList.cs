namespace Rexpondo.Relations.Core.Importing;

/// <summary>Numbers names in the order in which they come: a file that names one group a million times keeps its name once.</summary>
internal sealed class NameList
{
    private readonly Dictionary<string, int> numbers = [];
    private readonly List<string> names = [];

    /// <summary>The names, by number.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The number of a name, from 0; a new one if it was never asked for.</summary>
    public int Number(string name)
    {
        if (!numbers.TryGetValue(name, out var number))
        {
            numbers.Add(name, number = names.Count);
            names.Add(name);
        }

        return number;
    }
}
