using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Tests.Searching;

public sealed class NameIndexTests
{
    /// <summary>Few letters, so that queries hit, and every character that means something somewhere else.</summary>
    private static readonly Gen<string> AnyText = Gen.Elements(
        "", "a", "b", "ab", "n", "é", "E", "ß", "s", "ü", "Ł", "%", "_", "'", "\\", "+", "!", ".", "@", "\U0001F680", "σ", "ς", "&", "\"", ";", "#")
        .ListOf().Resize(6).Select(string.Concat);

    private static readonly Gen<IReadOnlyList<NamedRow>> AnyRows =
        from fields in AnyText.ArrayOf(5).ListOf().Resize(40)
        select (IReadOnlyList<NamedRow>)[.. fields.Select((field, i) =>
            new NamedRow(i * 3 + 1, $"{field[1]} {field[2]}".Trim(), field[0], field[1..]))];

    private static readonly Gen<string> AnyQuery = Gen.Frequency(
        (1, Gen.Elements("", " ", "*", "**", " * ", "\t", "a*", "*a", "a*b", "a**b", "!", "%", "_", "a b", "b a b", "e*n", "\u0001", "ss*")),
        (3, Gen.Frequency((4, AnyText), (1, Gen.Elements("*", " ", "  "))).ListOf().Resize(3).Select(string.Concat)));

    [Theory]
    [InlineData("jose", "José")]
    [InlineData("JOSÉ", "jose")]
    [InlineData("muller", "Müller")]
    [InlineData("strasse", "Straße")]
    [InlineData("lukasz", "Łukasz")]
    [InlineData("Łukasz", "lukasz")]
    [InlineData("soren", "Søren")]
    [InlineData("ose", "José")]
    [InlineData("%", "100%wool")]
    [InlineData("'", "O'Neill")]
    [InlineData("\\", "ACME\\anna")]
    [InlineData("+", "a+meier")]
    [InlineData("!", "help!")]
    [InlineData("m*r", "Meier")]
    [InlineData("*", "anything")]
    [InlineData("", "anything")]
    [InlineData("*eier*", "Meier")]
    public void Search_WithWhatIsTyped_Finds(string typed, string field) => Found(typed, field).Should().BeTrue();

    [Theory]
    [InlineData("_", "Meier")]
    [InlineData("%", "Meier")]
    [InlineData("!", "Meier")]
    [InlineData("m_ier", "Meier")]
    [InlineData("m?ier", "Meier")]
    [InlineData(".*", "Meier")]
    [InlineData("r*m", "Meier")]
    [InlineData("meier*meier", "Meier")]
    [InlineData("mei er x", "Meier")]
    public void Search_WithWhatIsTyped_DoesNotFind(string typed, string field) => Found(typed, field).Should().BeFalse();

    [Fact]
    public void Search_Neighbours10TwoWords_MatchInAnyFieldAndAnyOrder()
    {
        var index = NameIndex.Build([Some.Row(7, "Anna Meier", "am1", "Anna", "Meier", "a.m@acme.example", "ACME", "Acme Ltd")]);

        new[] { "anna meier", "meier anna", "MEIER acme", "a.m@acme", "am1 ltd", "  meier   anna  " }
            .Should().OnlyContain(typed => index.Search(SearchQuery.Parse(typed)).Contains(7));
        index.Search(SearchQuery.Parse("anna mueller")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("Anna Meier <anna@acme.example> (ACME)")]
    [InlineData("Meier, Anna")]
    [InlineData("\"Meier, Anna\" <anna@acme.example>; ")]
    [InlineData("\uFEFFAnna Meier")]
    [InlineData("Anna\u200B \u202AMeier\u202C")]
    [InlineData("(ACME)")]
    [InlineData("Meier (am1)")]
    [InlineData("<ann*>")]
    public void Search_WithWhatAScreenShows_Finds(string pasted)
    {
        var index = NameIndex.Build([
            Some.Row(7, "Anna Meier", "am1", "Anna", "Meier", "anna@acme.example", "ACME", "Acme Ltd"), Some.Row(8, "Ben Zorn", "bz", "Ben", "Zorn")]);

        index.Search(SearchQuery.Parse(pasted)).Should().Equal(7);
    }

    [Theory]
    [InlineData("o\u2019hara", "O'Hara")]
    [InlineData("o'hara", "O\u2019Hara")]
    [InlineData("o\u02BChara", "O\u2018Hara")]
    [InlineData("karl\u2011heinz", "Karl-Heinz")]
    [InlineData("karl-heinz", "Karl\u2010Heinz")]
    [InlineData("a\u2013b", "a-b")]
    [InlineData("zwnj", "zw\u200Cnj")]
    [InlineData("sof\u00ADt", "soft")]
    public void Search_WithTypographicCharacters_FindsThePlainOnesAndTheOtherWayRound(string typed, string field) => Found(typed, field).Should().BeTrue();

    [Theory]
    [InlineData("a,b", "ab")]
    [InlineData("a<b", "ab")]
    [InlineData("a;b", "ab")]
    public void Search_WithSuchCharactersInsideAWord_TakesThemAsTheyAre(string typed, string field)
    {
        Found(typed, field).Should().BeFalse();
        Found(typed, typed).Should().BeTrue();
    }

    [Fact]
    public void Search_OfAServiceFilter_TakesThePathAsItIs()
    {
        var rows = new ListedRows([(1, "Network::Setup"), (2, "Network::VPN"), (3, "Mail")]);

        rows.Search(SearchQuery.Parse("\uFEFFNetwork::Setup,")).Should().Equal(1);
        rows.Search(SearchQuery.Parse("network::")).Should().Equal(1, 2);
    }

    [Fact]
    public void Search_WithAnAsterisk_StaysWithinOneField() =>
        NameIndex.Build([Some.Row(7, "Anna Meier", "am1", "Anna", "Meier")]).Search(SearchQuery.Parse("anna*meier")).Should().BeEmpty();

    [Fact]
    public void Search_WithRecordsWithoutAnyText_SkipsThemAndKeepsTheirNeighboursApart()
    {
        var index = NameIndex.Build([
            Some.Row(1, "", ""), Some.Row(2, "", ""), Some.Row(3, "b", "x", "b"), Some.Row(4, "", ""), Some.Row(5, "c", "y", "c"), Some.Row(6, "d", "", "")]);

        index.Search(SearchQuery.Parse("x")).Should().Equal(3);
        index.Search(SearchQuery.Parse("c")).Should().Equal(5);
        index.Search(SearchQuery.Everything).Should().Equal(1, 2, 3, 4, 5, 6);
    }

    [Fact]
    public void Search_WithRecordsWithoutAnyTextAnywhere_FindsEachOfTheOthers() => Prop.ForAll(
        Gen.Elements("", "", "x", "yx", "y").ListOf().Resize(60).ToArbitrary(),
        fields => NameIndex.Build([.. fields.Select((field, i) => Some.Row(i + 1, $"{i:D3}", field))]).Search(SearchQuery.Parse("x"))
            .SequenceEqual(fields.Select((field, i) => (field, Id: i + 1)).Where(row => row.field.Contains('x')).Select(row => row.Id)))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Search_OfNobody_FindsNobody()
    {
        NameIndex.Empty.Search(SearchQuery.Parse("a")).Should().BeEmpty();
        NameIndex.Empty.Search(SearchQuery.Everything).Should().BeEmpty();
    }

    [Fact]
    public void Search_ForAnyNamesAndQuery_FindsWhatTheNaiveSearchFinds() => Prop.ForAll(
        AnyRows.Zip(AnyQuery).ToArbitrary(),
        both =>
        {
            var (rows, typed) = both;
            var expected = rows.Where(row => NaiveSearch.Matches(typed, row.OtherFields.Prepend(row.Login))).Select(row => row.Id).Order().ToList();
            var query = SearchQuery.Parse(typed);
            var found = NameIndex.Build(rows).Search(query);
            return found.SequenceEqual(expected)
                && found.Count == expected.Count
                && rows.All(row => query.Matches([TextFolding.Fold(row.Login), .. row.OtherFields.Select(TextFolding.Fold)]) == found.Contains(row.Id));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Order_OfAnyNames_IsByFoldedNameAndThenByLogin() => Prop.ForAll(AnyRows.ToArbitrary(), rows =>
    {
        // Logins are unique on a desk, so two rows never tie.
        var distinct = rows.DistinctBy(row => (TextFolding.Fold(row.Name), row.Login)).ToList();
        return NameIndex.Build(distinct).Order.SequenceEqual(NaiveSearch.Order(distinct))
            && NameIndex.Build([.. distinct.AsEnumerable().Reverse()]).Order.SequenceEqual(NaiveSearch.Order(distinct));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Order_WithEqualFoldedNames_IsByLoginByCodePoint() => NameIndex.Build([
        Some.Row(1, "Anna Meier", "b"), Some.Row(2, "ANNA MÉIER", "a"), Some.Row(3, "anna meier", "B"), Some.Row(4, "Änna Meier", "\U0001F680"),
        Some.Row(5, "anna meier", "\uFFFD"), Some.Row(6, "Ann Zorn", "z")]).Order.Should().Equal(6, 3, 2, 1, 5, 4);

    [Fact]
    public void HasNamesake_OfAnyNames_IsWhetherAnotherOneIsCalledExactlyTheSame() => Prop.ForAll(
        Gen.Elements("Anna Meier", "anna meier", "Änna Meier", "Ben Meier", "Zoe").ListOf().ToArbitrary(),
        names =>
        {
            var index = NameIndex.Build([.. names.Select((name, i) => Some.Row(i + 1, name, $"l{i % 7}{i}"))]);
            return names.Select((name, i) => names.Count(other => other == name) > 1 == index.HasNamesake(i + 1, name)).All(right => right);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Search_OfAGroupFilter_HasTheSameRules() => Prop.ForAll(
        AnyText.ListOf().Zip(AnyQuery).ToArbitrary(),
        both => new ListedRows(both.Item1.Select((name, i) => (i + 1, name))).Search(SearchQuery.Parse(both.Item2))
            .SequenceEqual(both.Item1.Select((name, i) => (Id: i + 1, name)).Where(row => NaiveSearch.Matches(both.Item2, [row.name])).Select(row => row.Id)))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void With_AnyChanges_AnswersAsIfItWereBuiltAnew() => Prop.ForAll(
        AnyRows.Zip(AnyRows).Zip(AnyQuery.ListOf().Resize(5)).ToArbitrary(),
        given =>
        {
            var ((first, second), typed) = given;
            var random = new Random(first.Count + (second.Count * 100));
            var rows = first.ToDictionary(row => row.Id);
            var index = NameIndex.Build(first);
            for (var step = 0; step < 6; step++)
            {
                // Some are renamed, some come with new numbers, some go; a login is somebody's for good here.
                var changed = second.Where(_ => random.Next(3) == 0)
                    .Select(row => row with { Id = row.Id + random.Next(2), Login = $"{row.Login}{row.Id}", OtherFields = [.. row.OtherFields, $"{step}"] })
                    .DistinctBy(row => row.Id).ToList();
                var gone = rows.Keys.Where(_ => random.Next(8) == 0).Except(changed.Select(row => row.Id)).ToList();
                var before = index.Order.ToList();
                var next = index.With(changed, gone);
                index.Order.Should().Equal(before, "an index never changes");
                index = next;
                gone.ForEach(id => rows.Remove(id));
                changed.ForEach(row => rows[row.Id] = row);

                var fresh = NameIndex.Build(rows.Values);
                Keys(index).Should().Equal(Keys(fresh));
                typed.ForEach(text => index.Search(SearchQuery.Parse(text)).Should().Equal(fresh.Search(SearchQuery.Parse(text))));
                index.Search(SearchQuery.Everything).Should().Equal(rows.Keys.Order());
                rows.Values.Where(row => index.HasNamesake(row.Id, row.Name)).Should().Equal(
                    rows.Values.Where(row => rows.Values.Any(other => other.Id != row.Id && other.Name == row.Name)));

                // Rows of one name and login may stand either way round.
                IEnumerable<(string, string)> Keys(NameIndex of) => of.Order.Select(id => (TextFolding.Fold(rows[id].Name), rows[id].Login));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public void With_MoreChangesThanLieBeside_AnswersAsIfItWereBuiltAnew()
    {
        var rows = Enumerable.Range(1, 1000).Select(i => Some.Row(i, $"name {i % 17} {i}", $"l{i}", $"name {i % 17}", $"{i}")).ToDictionary(row => row.Id);
        var index = NameIndex.Build(rows.Values);
        for (var i = 1; i <= 700; i++)
        {
            rows[i] = Some.Row(i, $"other {i % 13} {i}", $"l{i}", $"other {i % 13}", $"{i}");
            index = index.With([rows[i]]);
            if (i % 50 == 0)
            {
                index.Order.Should().Equal(NaiveSearch.Order(rows.Values));
                index.Search(SearchQuery.Parse("other")).Count.Should().Be(i);
                index.Search(SearchQuery.Parse("name")).Count.Should().Be(1000 - i);
            }
        }
    }

    [Fact]
    public void Build_OfPartsSideBySide_IsTheSameAsOfAllAtOnce() => Prop.ForAll(AnyRows.ToArbitrary(), rows =>
    {
        var distinct = rows.DistinctBy(row => (TextFolding.Fold(row.Name), row.Login)).ToList();
        var parts = NameIndex.BuildInParts([() => distinct.Where(row => row.Id % 2 == 0), () => distinct.Where(row => row.Id % 2 != 0)]);
        return parts.Order.SequenceEqual(NaiveSearch.Order(distinct)) && parts.TextBytes == NameIndex.Build(distinct).TextBytes;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static bool Found(string typed, string field) => NameIndex.Build([Some.Row(1, field, "l0", field)]).Search(SearchQuery.Parse(typed)).Contains(1);
}
