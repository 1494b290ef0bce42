using Rexpondo.Relations.Web.Components.Layout;

namespace Rexpondo.Relations.Web.Components.Pages.Importing;

/// <summary>Where one goes on after an import: the screens of what came in.</summary>
public static class ImportedModules
{
    private static readonly Dictionary<string, string[]> Screens = new()
    {
        ["customers.csv"] = ["/customers", "/customers-groups"],
        ["customer_users.csv"] = ["/customer-users", "/customer-users-groups", "/customer-users-services"],
        ["customer_user_customers.csv"] = ["/customer-users-customers"],
        ["groups.csv"] = ["/groups", "/customer-users-groups"],
        ["services.csv"] = ["/services", "/customer-users-services"],
        ["customer_user_groups.csv"] = ["/customer-users-groups"],
        ["customer_groups.csv"] = ["/customers-groups"],
        ["customer_user_services.csv"] = ["/customer-users-services"],
        ["default_services.csv"] = ["/customer-users-services"],
        ["settings.json"] = ["/system-configuration"],
    };

    /// <summary>The screens of these files, each once, in the order of the start page.</summary>
    /// <param name="files">Names of <see cref="Core.Importing.DeskFiles"/>.</param>
    public static IEnumerable<Module> Of(IEnumerable<string> files)
    {
        var screens = files.SelectMany(file => Screens[file]).ToHashSet();
        return Module.All.Where(module => screens.Contains(module.Href));
    }
}
