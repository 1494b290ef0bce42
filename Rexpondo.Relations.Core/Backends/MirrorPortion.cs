namespace Rexpondo.Relations.Core.Backends;

/// <summary>What is written in one transaction, so that whoever wants to save meanwhile waits only for that.</summary>
/// <param name="Persons">Who were given whole.</param>
/// <param name="Others">Who only get another validity.</param>
internal sealed record MirrorPortion(IReadOnlyList<SourcePerson> Persons, IReadOnlyList<(int Id, Validity Validity)> Others)
{
    /// <summary>All that differ; those who hang on each other are together.</summary>
    /// <param name="groups">Those who hang on each other.</param>
    /// <param name="staged">Where the others are marked.</param>
    /// <param name="size">So many persons make a portion; it is more only if more hang on each other.</param>
    public static IEnumerable<MirrorPortion> Of(IReadOnlyList<List<StagedPerson>> groups, StagedPersons staged, int size)
    {
        IReadOnlyList<SourcePerson>? last = null;
        foreach (var some in Packed(groups.Concat(staged.Pieces(StagedState.Differs, size)), size))
        {
            if (last is not null)
            {
                yield return new MirrorPortion(last, []);
            }

            last = some;
        }

        last ??= [];
        for (var after = 0; ;)
        {
            var others = staged.Others(after, Math.Max(1, size - last.Count));
            if (last.Count + others.Count > 0)
            {
                yield return new MirrorPortion(last, others);
            }

            if (others.Count == 0)
            {
                yield break;
            }

            (last, after) = ([], others[^1].Id);
        }
    }

    /// <summary>Pieces put together, as many as make no more than so many persons; each in the order of the source.</summary>
    public static IEnumerable<IReadOnlyList<SourcePerson>> Packed(IEnumerable<List<StagedPerson>> pieces, int size)
    {
        List<StagedPerson> packed = [];
        foreach (var piece in pieces)
        {
            if (packed.Count > 0 && packed.Count + piece.Count > size)
            {
                yield return InOrder();
                packed = [];
            }

            packed.AddRange(piece);
        }

        if (packed.Count > 0)
        {
            yield return InOrder();
        }

        List<SourcePerson> InOrder() => [.. packed.OrderBy(one => one.Sequence).Select(one => one.Person)];
    }
}
