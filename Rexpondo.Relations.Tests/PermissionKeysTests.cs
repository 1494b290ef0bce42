using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Tests;

public sealed class PermissionKeysTests
{
    private static readonly PermissionSet Note = Some.FourKeys.Find("note")!.Set;

    [Fact]
    public void Expand_WithRw_IsEveryConfiguredKeyAndNoOther() =>
        Some.FourKeys.Expand(PermissionSet.Rw | PermissionSet.OfBit(40)).Should().Be(Some.FourKeys.AllSet);

    [Fact]
    public void Expand_WithoutRw_IsWhatIsStoredAndConfigured() =>
        Some.FourKeys.Expand(PermissionSet.Ro | Note | PermissionSet.OfBit(40)).Should().Be(PermissionSet.Ro | Note);

    [Fact]
    public void Expand_WithoutPermissions_KnowsNoRw() => PermissionKeys.ActiveOnly.Expand(PermissionSet.Rw).Should().Be(PermissionSet.None);

    [Fact]
    public void Included_WithRwTicked_IsEveryOtherKey()
    {
        Some.FourKeys.Included(PermissionSet.Rw).Should().Be(Some.FourKeys.AllSet - PermissionSet.Rw);
        Some.FourKeys.Included(PermissionSet.Ro | Note).Should().Be(PermissionSet.None);
        PermissionKeys.ActiveOnly.Included(PermissionSet.Active).Should().Be(PermissionSet.None);
    }

    [Fact]
    public void Describe_NamesTheStrongestOrAll()
    {
        Some.FourKeys.Describe(PermissionSet.Rw | PermissionSet.Ro).Should().Be("rw");
        Some.FourKeys.Describe(Note | PermissionSet.Ro).Should().Be("ro, note");
        Some.FourKeys.Describe(PermissionSet.None).Should().BeEmpty();
        PermissionKeys.ActiveOnly.Describe(PermissionSet.Active).Should().Be("active");
    }

    [Fact]
    public void Find_IsExact()
    {
        PermissionKeys.RoRw.Find("ro")!.Set.Should().Be(PermissionSet.Ro);
        PermissionKeys.RoRw.Find("RO").Should().BeNull();
    }
}
