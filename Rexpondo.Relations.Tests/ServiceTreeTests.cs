using FsCheck;
using FsCheck.Fluent;
using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Tests;

public sealed class ServiceTreeTests
{
    [Fact]
    public void IsEffective_WithAnInvalidGrandparent_IsFalseAndNamesTheOutermost()
    {
        var tree = new ServiceTree([
            Some.Service(3, "A::B::C", parent: 2),
            Some.Service(1, "A", validity: Validity.InvalidTemporarily),
            Some.Service(2, "A::B", parent: 1, validity: Validity.Invalid)]);

        tree.IsEffective(new ServiceId(3)).Should().BeFalse();
        tree.InvalidAncestor(new ServiceId(3))!.FullName.Should().Be("A");
        tree.Ancestors(new ServiceId(3)).Select(service => service.FullName).Should().Equal("A::B", "A");
    }

    [Fact]
    public void IsEffective_OfAServiceThatIsNotThere_IsFalse() => ServiceTree.Empty.IsEffective(new ServiceId(7)).Should().BeFalse();

    [Fact]
    public void IsEffective_OfAnInvalidServiceUnderValidAncestors_IsFalse() =>
        new ServiceTree([Some.Service(1, "A"), Some.Service(2, "A::B", parent: 1, validity: Validity.Invalid)]).IsEffective(new ServiceId(2)).Should().BeFalse();

    [Fact]
    public void All_WithNamesInAnyCaseAndWithUmlauts_IsOrderedByFoldedLevels() =>
        Names("Zebra", "Änderung", "apfel", "apfel::Kern", "Apfel Saft", "apfel::Äste", "apfel::baum").Should()
            .Equal("Änderung", "apfel", "apfel::Äste", "apfel::baum", "apfel::Kern", "Apfel Saft", "Zebra");

    [Fact]
    public void All_WithSiblingsThatDifferInCaseAlone_KeepsChildrenUnderTheirOwnParent()
    {
        var tree = new ServiceTree([
            Some.Service(1, "Mail"), Some.Service(2, "mail"), Some.Service(3, "Mail::Archive", parent: 1), Some.Service(4, "mail::List", parent: 2)]);

        tree.All.Select(service => service.FullName).Should().Equal("Mail", "Mail::Archive", "mail", "mail::List");
    }

    [Fact]
    public void Find_ByFullName_IsExact()
    {
        var tree = new ServiceTree([Some.Service(1, "Mail")]);

        tree.Find("Mail")!.Id.Should().Be(new ServiceId(1));
        tree.Find("mail").Should().BeNull();
    }

    [Fact]
    public void All_ForAnyWorld_HasEachSubtreeInOnePiece() => Prop.ForAll(World.Any, world =>
    {
        var tree = new ServiceTree(world.Services.Select((service, i) => Some.Service(i + 1, service.FullName, service.Parent, service.Validity)));
        var open = new List<ServiceId>();
        foreach (var service in tree.All)
        {
            // Preorder: a service follows its parent, a sibling of its own line, or a descendant of one.
            open.RemoveRange(service.Depth, open.Count - service.Depth);
            if ((service.Depth == 0 ? null : (ServiceId?)open[^1]) != service.ParentId)
            {
                return false;
            }

            open.Add(service.Id);
        }

        return tree.All.All(service => tree.IsEffective(service.Id) == world.IsEffective(service.Id.Value));
    }).QuickCheckThrowOnFailure();

    private static IEnumerable<string> Names(params string[] names) =>
        new ServiceTree(names.Select((name, i) => Some.Service(i + 1, name))).All.Select(service => service.FullName);
}
