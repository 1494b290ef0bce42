using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Tests.Browser.Screens;

/// <summary>A server with a desk of its own, shared by the tests of one class: each of them edits its own rows.</summary>
public abstract class ScreenDesk : IAsyncLifetime
{
    private readonly Dictionary<string, string> sessions = [];

    /// <summary>The running server.</summary>
    public RelationsServer Server { get; private set; } = null!;

    /// <summary>What is on the desk: files as of an import.</summary>
    protected abstract IReadOnlyList<(string Name, string Content)> Files { get; }

    public async Task InitializeAsync()
    {
        if (Chromium.SkipReason is null)
        {
            Server = await StartAsync([.. Files]);
        }
    }

    /// <summary>A server whose desk holds these files and nothing else.</summary>
    public static async Task<RelationsServer> StartAsync(params (string Name, string Content)[] files)
    {
        var server = await RelationsServer.StartAsync("--environment=Production");
        await server.ImportAsync(files);
        return server;
    }

    /// <summary>A visitor who is signed in; the form is filled once for each agent.</summary>
    public async Task<Visitor> OpenAsync(BrowserFixture browser, string login, AgentRole role, BrowserNewContextOptions options)
    {
        if (sessions.TryGetValue(login, out var session))
        {
            options.StorageState = session;
            return await browser.OpenAsync(Server, options);
        }

        var visitor = await browser.OpenSignedInAsync(Server, login, role, options);
        sessions[login] = await visitor.Page.Context.StorageStateAsync();
        return visitor;
    }

    public async Task DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
    }
}

/// <summary>Looks behind the screens: what is stored, and files that bring it there.</summary>
public static class Behind
{
    /// <summary>Imports files; they must be in order.</summary>
    public static async Task ImportAsync(this RelationsServer server, params (string Name, string Content)[] files)
    {
        var folder = Directory.CreateDirectory(Path.Combine(server.Folder, Guid.NewGuid().ToString("N"))).FullName;
        foreach (var (name, content) in files)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), content);
        }

        var result = await server.Services.GetRequiredService<Importer>()
            .ImportAsync(folder, new ChangeAuthor(null, "import", ChangeWay.Import), dryRun: false, progress: null, CancellationToken.None);
        (result as ImportRefused)?.Problems.Select(problem => problem.ToString()).Should().BeEmpty();
    }

    public static int Person(this RelationsServer server, string login) => server.Id("SELECT id FROM customer_user WHERE login = $name", login);

    public static int Group(this RelationsServer server, string name) => server.Id("SELECT id FROM permission_group WHERE name = $name", name);

    public static int Service(this RelationsServer server, string name) => server.Id("SELECT id FROM service WHERE full_name = $name", name);

    /// <summary>Groups screen of a person.</summary>
    public static string GroupsOf(this RelationsServer server, string login) => $"/customer-users-groups/customer-users/{server.Person(login)}";

    /// <summary>Persons screen of a group.</summary>
    public static string PersonsOfGroup(this RelationsServer server, string name) => $"/customer-users-groups/groups/{server.Group(name)}";

    /// <summary>Services screen of a person.</summary>
    public static string ServicesOf(this RelationsServer server, string login) => $"/customer-users-services/customer-users/{server.Person(login)}";

    /// <summary>Persons screen of a service.</summary>
    public static string PersonsOfService(this RelationsServer server, string name) => $"/customer-users-services/services/{server.Service(name)}";

    /// <summary>Stored rows of groups as <c>login group keys</c>; of one person, of one group or all.</summary>
    public static List<string> GroupRows(this RelationsServer server, string? login = null, string? group = null) => server.Rows(
        """
        SELECT u.login || ' ' || g.name || CASE r.keys WHEN 1 THEN ' ro' WHEN 2 THEN ' rw' WHEN 3 THEN ' ro rw' ELSE ' ' || r.keys END
        FROM customer_user_group r JOIN customer_user u ON u.id = r.customer_user_id JOIN permission_group g ON g.id = r.group_id
        WHERE ($login IS NULL OR u.login = $login) AND ($other IS NULL OR g.name = $other) ORDER BY u.login, g.name
        """,
        login,
        group);

    /// <summary>Stored specific services as <c>login service</c>.</summary>
    public static List<string> ServiceRows(this RelationsServer server, string? login = null, string? service = null) => server.Rows(
        """
        SELECT u.login || ' ' || s.full_name
        FROM customer_user_service r JOIN customer_user u ON u.id = r.customer_user_id JOIN service s ON s.id = r.service_id
        WHERE ($login IS NULL OR u.login = $login) AND ($other IS NULL OR s.full_name = $other) ORDER BY u.login, s.full_name
        """,
        login,
        service);

    /// <summary>Number of the last change set.</summary>
    public static long Revision(this RelationsServer server) => server.Scalar("SELECT max(id) FROM change_set");

    /// <summary>How many cells the last change set holds.</summary>
    public static long CellsOfLastSave(this RelationsServer server) =>
        server.Scalar("SELECT count(*) FROM change_cell WHERE change_set_id = (SELECT max(id) FROM change_set)");

    public static long Scalar(this RelationsServer server, string sql, params (string Name, object? Value)[] parameters)
    {
        using var connection = server.Services.GetRequiredService<RelationsStore>().Open();
        return connection.Scalar(sql, parameters);
    }

    public static void Execute(this RelationsServer server, string sql, params (string Name, object? Value)[] parameters)
    {
        using var connection = server.Services.GetRequiredService<RelationsStore>().Open();
        connection.Execute(sql, parameters);
    }

    private static int Id(this RelationsServer server, string sql, string name) => (int)server.Scalar(sql, ("$name", name));

    public static List<string> Rows(this RelationsServer server, string sql, string? login = null, string? other = null)
    {
        using var connection = server.Services.GetRequiredService<RelationsStore>().Open();
        return connection.Query(sql, row => row.GetString(0), ("$login", login), ("$other", other));
    }
}
