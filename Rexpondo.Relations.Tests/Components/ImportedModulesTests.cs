using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Web.Components.Pages.Importing;

namespace Rexpondo.Relations.Tests.Components;

public sealed class ImportedModulesTests
{
    [Fact]
    public void EveryFile_LeadsOnToAScreenThatExists()
    {
        foreach (var file in DeskFiles.All)
        {
            ImportedModules.Of([file]).Should().NotBeEmpty(file);
        }
    }

    [Fact]
    public void Of_FilesOfOneScreen_NamesItOnce() =>
        ImportedModules.Of(["customer_users.csv", "customer_user_groups.csv"]).Select(module => module.Href)
            .Should().Equal("/customer-users", "/customer-users-groups", "/customer-users-services");
}
