namespace Rexpondo.Relations.Core.Backends;

/// <summary>What is written in one transaction, so that whoever wants to save meanwhile waits only for that.</summary>
/// <param name="Persons">Who were given whole.</param>
/// <param name="Others">Who only get another validity.</param>
internal sealed record MirrorPortion(IReadOnlyList<SourcePerson> Persons, IReadOnlyList<(int Id, Validity Validity)> Others)
{
    /// <summary>All that differ, in the order of the source; those who are entangled are together.</summary>
    /// <param name="entangled">Who they are.</param>
    /// <param name="staged">Where the others are marked.</param>
    /// <param name="size">So many persons make a portion; it is more only if more are entangled.</param>
    public static IEnumerable<MirrorPortion> Of(IReadOnlyList<StagedPerson> entangled, StagedPersons staged, int size)
    {
        var persons = entangled.ToList();
        foreach (var some in staged.In(StagedState.Differs, size))
        {
            if (persons.Count > 0 && persons.Count + some.Count > size)
            {
                yield return Portion([]);
                persons.Clear();
            }

            persons.AddRange(some);
        }

        for (var last = 0; ;)
        {
            var others = staged.Others(last, Math.Max(1, size - persons.Count));
            if (persons.Count + others.Count > 0)
            {
                yield return Portion(others);
            }

            if (others.Count == 0)
            {
                yield break;
            }

            persons.Clear();
            last = others[^1].Id;
        }

        MirrorPortion Portion(IReadOnlyList<(int Id, Validity Validity)> others) =>
            new([.. persons.OrderBy(one => one.Sequence).Select(one => one.Person)], others);
    }
}
