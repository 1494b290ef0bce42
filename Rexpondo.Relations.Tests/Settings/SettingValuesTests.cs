using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Settings;

namespace Rexpondo.Relations.Tests.Settings;

public sealed class SettingValuesTests
{
    private static readonly string[] BackEnds = ["Default", "Directory"];

    [Theory]
    [InlineData("No::Such", "true", "no such setting")]
    [InlineData("customergroupsupport", "true", "no such setting")]
    [InlineData(SettingNames.GroupSupport, "\"on\"", "true, false or an object")]
    [InlineData(SettingNames.GroupSupport, "[]", "true, false or an object")]
    [InlineData(SettingNames.GroupSupport, "null", "true, false or an object")]
    [InlineData(SettingNames.GroupSupport, "1", "true, false or an object")]
    [InlineData(SettingNames.GroupSupport, "{\"Default\":1}", "true, false or an object")]
    [InlineData(SettingNames.GroupSupport, "{\"Default\":true,\"Elsewhere\":false}", "no back end \"Elsewhere\"")]
    [InlineData(SettingNames.GroupSupport, "{\"default\":true}", "no back end \"default\"")]
    [InlineData(SettingNames.AlwaysGroups, "\"users\"", "list of group names")]
    [InlineData(SettingNames.AlwaysGroups, "[1]", "list of group names")]
    [InlineData(SettingNames.AlwaysGroups, "[\"users\",null]", "list of group names")]
    [InlineData(SettingNames.CompanyAlwaysGroups, "{}", "list of group names")]
    [InlineData(SettingNames.NeverGroups, "true", "list of group names")]
    [InlineData(SettingNames.PermissionKeys, "\"ro\"", "list of keys")]
    [InlineData(SettingNames.PermissionKeys, "[]", "ro must be among")]
    [InlineData(SettingNames.PermissionKeys, "[\"ro\"]", "rw must be the last")]
    [InlineData(SettingNames.PermissionKeys, "[\"rw\"]", "ro must be among")]
    [InlineData(SettingNames.PermissionKeys, "[\"rw\",\"ro\"]", "rw must be the last")]
    [InlineData(SettingNames.PermissionKeys, "[\"ro\",\"note\",\"note\",\"rw\"]", "twice")]
    [InlineData(SettingNames.PermissionKeys, "[\"ro\",\"Note\",\"rw\"]", "\"Note\" is not a key")]
    [InlineData(SettingNames.PermissionKeys, "[\"ro\",\"\",\"rw\"]", "\"\" is not a key")]
    [InlineData(SettingNames.PermissionKeys, "[\"ro\",\"note\\n\",\"rw\"]", "is not a key")]
    [InlineData(SettingNames.PermissionKeys, "[\"ro\",\"a23\",\"rw\"]", "is not a key")]
    [InlineData(SettingNames.PermissionKeys, "[\"ro\",\"abcdefghijklmnopqrstu\",\"rw\"]", "1 to 20")]
    [InlineData(SettingNames.Services, "\"true\"", "true or false")]
    [InlineData(SettingNames.DefaultsForUnknown, "0", "true or false")]
    public void With_AValueTheSettingDoesNotTake_SaysWhyAndChangesNothing(string name, string value, string why)
    {
        var before = new RelationSettings { AlwaysGroups = ["users"] };

        var (settings, error) = With(before, name, value);

        error.Should().Contain(why);
        settings.Should().BeSameAs(before);
    }

    [Fact]
    public void KeysError_AtThirtyAndThirtyOneKeys_TurnsFromGoodToRefused()
    {
        SettingValues.KeysError(Keys(30)).Should().BeNull();
        SettingValues.KeysError(Keys(31)).Should().Contain("at most 30");
    }

    [Fact]
    public void KeysError_OfAKeyOfTwentyCharacters_IsNull() => SettingValues.KeysError(["ro", "abcdefghij_lmnopqrst", "rw"]).Should().BeNull();

    [Fact]
    public void With_GroupSupportAsABoolean_HoldsForEveryBackEnd()
    {
        var support = With(new RelationSettings(), SettingNames.GroupSupport, "true").Settings.GroupSupport;

        support.IsOn("Default").Should().BeTrue();
        support.IsOn("one that comes later").Should().BeTrue();
    }

    [Fact]
    public void With_GroupSupportAsAnObject_HoldsForTheNamedAndIsOffForOthers()
    {
        var support = With(new RelationSettings(), SettingNames.GroupSupport, """{"Directory":true}""").Settings.GroupSupport;

        support.IsOn("Directory").Should().BeTrue();
        support.IsOn("Default").Should().BeFalse();
    }

    [Fact]
    public void ToJson_WithLettersAndQuotes_IsReadable() =>
        SettingValues.ToJson(new RelationSettings { AlwaysGroups = ["Öffentlich & \"alle\""] }, SettingNames.AlwaysGroups).Should().Be("[\"Öffentlich & \\\"alle\\\"\"]");

    [Fact]
    public void ToJson_OfAnySettings_ReadsBackTheSame() => Prop.ForAll(World.Any, world => SettingNames.All.All(name =>
    {
        var json = SettingValues.ToJson(world.Settings, name);
        var (settings, error) = With(new RelationSettings(), name, json);
        return error is null && SettingValues.ToJson(settings, name) == json
            && BackEnds.All(backEnd => name != SettingNames.GroupSupport || settings.GroupSupport.IsOn(backEnd) == world.Settings.GroupSupport.IsOn(backEnd));
    })).QuickCheckThrowOnFailure();

    [Fact]
    public void ToJson_OfAnyValueThatIsTaken_IsTakenAgainAndMeansTheSame() => Prop.ForAll(AnyValue, value =>
    {
        foreach (var name in SettingNames.All)
        {
            var (settings, error) = With(new RelationSettings(), name, value);
            if (error is null)
            {
                var json = SettingValues.ToJson(settings, name);
                var (again, refused) = With(new RelationSettings(), name, json);
                if (refused is not null || SettingValues.ToJson(again, name) != json
                    || BackEnds.Append("to come").Any(backEnd => settings.GroupSupport.IsOn(backEnd) != again.GroupSupport.IsOn(backEnd)))
                {
                    return false;
                }
            }
        }

        return true;
    }).QuickCheckThrowOnFailure();

    // What a setting may take, and what none takes, with odd letters; most are taken by some setting.
    private static Arbitrary<string> AnyValue { get; } = Gen.OneOf(
        Gen.Elements("true", "false", "null", "1", "\"users\"", "[]", "{}"),
        Gen.Elements(BackEnds).SelectMany(name => Gen.Elements("true", "false").Select(on => $"{{\"{name}\":{on}}}")),
        Gen.Elements("true", "false").SelectMany(a => Gen.Elements("true", "false").Select(b => $"{{\"Directory\":{a},\"Default\":{b}}}")),
        Gen.Elements("users", "Ünïcode ß", "quote \" and \\ back", "", "<b>&amp;</b>", "日本", "users").ListOf().Select(names => JsonSerializer.Serialize(names)),
        Gen.Elements("note", "create", "move_into", "a", "Bad", "note").ListOf().Select(keys => JsonSerializer.Serialize(keys.Prepend("ro").Append("rw")))).ToArbitrary();

    private static (RelationSettings Settings, string? Error) With(RelationSettings settings, string name, string value)
    {
        using var json = JsonDocument.Parse(value);
        return SettingValues.With(settings, name, json.RootElement, BackEnds);
    }

    private static List<string> Keys(int count) => ["ro", .. Enumerable.Range(0, count - 2).Select(i => $"k{(char)('a' + i / 26)}{(char)('a' + i % 26)}"), "rw"];
}
