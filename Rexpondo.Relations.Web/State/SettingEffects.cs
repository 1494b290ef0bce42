using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>What settings would do to the customer users: in sentences, and each of those touched.</summary>
public sealed class SettingEffects
{
    private const int GroupsInRow = 3;

    private readonly Catalog catalog;
    private readonly MatrixReader reader;

    /// <summary>Asks what would be.</summary>
    /// <param name="reader">For the names.</param>
    /// <param name="world">As it is.</param>
    /// <param name="settings">The settings as they would be; what files fix stays.</param>
    public SettingEffects(MatrixReader reader, AccessWorld world, RelationSettings settings)
    {
        (catalog, this.reader) = (world.Catalog, reader);
        Consequences = SettingConsequences.Of(world, settings);
        Rows = reader.Rows(RelationSide.CustomerUser).Rows;
        Lines = ConsequenceWords.Of(Consequences, catalog, Names);
        Sets =
        [
            .. new[] { (Consequences.NoGroupLeft, Texts.WhoHasNoGroup), (Consequences.Lose, Texts.WhoLoses), (Consequences.Gain, Texts.WhoGains) }
                .Where(set => !set.Item1.IsEmpty).Select(set => new AffectedSet(set.Item2, new OrderedIds(Rows.Space.Order, set.Item1))),
        ];
    }

    /// <summary>As Core says it.</summary>
    public Consequences Consequences { get; }

    /// <summary>All sentences; none where nobody's effective access changes.</summary>
    public IReadOnlyList<ConsequenceLine> Lines { get; }

    /// <summary>The customer users who are touched, those who lose most first; a list each.</summary>
    public IReadOnlyList<AffectedSet> Sets { get; }

    /// <summary>For their names.</summary>
    public IRowSource Rows { get; }

    /// <summary>Names of a few customer users.</summary>
    public IReadOnlyList<string> Names(IReadOnlyList<int> persons) => [.. reader.Names(Rows, persons).Select(row => row.Name)];

    /// <summary>What one of them gains and loses.</summary>
    public string Says(int person)
    {
        var parts = new List<string>();
        Add(effect => effect.Loses, Texts.Loses);
        Add(effect => effect.Gains, Texts.Gains);
        return string.Join(" · ", parts);

        void Add(Func<GroupEffect, bool> which, string text)
        {
            var groups = Consequences.GroupsOf(new CustomerUserId(person)).Where(which).Select(effect => effect.Group).ToHashSet();
            if (groups.Count > 0)
            {
                parts.Add(Say.Format(text, Say.List(catalog.Groups.Where(group => groups.Contains(group.Id.Value)).Select(group => group.Name), GroupsInRow)));
            }
        }
    }
}

/// <summary>Customer users to whom the same happens.</summary>
/// <param name="Title">What.</param>
/// <param name="People">Who, in the order of lists.</param>
public sealed record AffectedSet(string Title, OrderedIds People);
