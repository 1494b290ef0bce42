using Microsoft.Extensions.DependencyInjection;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Tests.Browser.Screens;

namespace Rexpondo.Relations.Tests.Browser.Sessions;

/// <summary>The sample desk: 409 customer users of 30 customers, 25 groups, 60 services, group support on.</summary>
public sealed class SampleDesk : ScreenDesk
{
    protected override IReadOnlyList<(string Name, string Content)> Files => All;

    internal static IReadOnlyList<(string Name, string Content)> All { get; } =
    [
        .. Directory.GetFiles(Repository.Sample).Where(file => !file.EndsWith(".md", StringComparison.Ordinal)).Order()
            .Select(file => (Path.GetFileName(file), File.ReadAllText(file))),
    ];
}

/// <summary>What Core says of everybody, for the end of a session.</summary>
public static class Report
{
    /// <summary>The whole answer by login.</summary>
    public static Dictionary<string, AccessLine> Access(this RelationsServer server) =>
        server.Services.GetRequiredService<AccessReport>().Read()!.Lines.ToDictionary(line => line.Login);

    /// <summary>Names of the groups of one key.</summary>
    public static IReadOnlyList<string> Of(this AccessLine line, string key) => line.Groups.Single(group => group.Key == key).Names;

    /// <summary>The answer of one question with its sources or reasons.</summary>
    public static AccessAnswer Ask(this RelationsServer server, string login, string group, string permission) =>
        server.Services.GetRequiredService<AccessCheck>().Ask(login, group, permission);
}
