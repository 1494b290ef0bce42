using System.Text.Json;
using System.Text.Json.Nodes;
using Rexpondo.Relations.Benchmarks.Directories;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Backends;

namespace Rexpondo.Relations.Tests.Backends.Ldap;

/// <summary>A <see cref="MirroredDesk"/> whose back end <c>Partners</c> is a directory server.</summary>
internal sealed class DirectoryDesk : IAsyncDisposable
{
    private readonly bool hasCustomers;

    private DirectoryDesk(Slapd slapd, bool hasCustomers) => (Slapd, this.hasCustomers) = (slapd, hasCustomers);

    public Slapd Slapd { get; }

    public MirroredDesk Mirrored { get; } = new();

    /// <summary>Starts one; customers are mapped if somebody has one.</summary>
    public static Task<DirectoryDesk> StartAsync(params IEnumerable<DirectoryPerson> persons)
    {
        List<DirectoryPerson> all = [.. persons];
        return OfAsync(Slapd.StartAsync(all), all.Exists(person => person.Customer is not null));
    }

    public static async Task<DirectoryDesk> OfAsync(Task<Slapd> starting, bool hasCustomers = false)
    {
        var desk = new DirectoryDesk(await starting, hasCustomers);
        desk.Configure();
        return desk;
    }

    /// <summary>Configures it anew, with other values or further keys; null leaves a key out.</summary>
    public BackEndDefinition Configure(params (string Key, object? Value)[] differences)
    {
        var keys = new JsonObject
        {
            ["name"] = "Partners",
            ["kind"] = "Ldap",
            ["servers"] = Slapd.Address,
            ["caFile"] = Slapd.CaFile,
            ["bindDn"] = Slapd.Reader,
            ["passwordFile"] = Slapd.PasswordFile,
            ["base"] = "ou=people," + Slapd.Base,
            ["attributes"] = hasCustomers ? new JsonObject { ["customerId"] = "departmentNumber" } : [],
        };
        foreach (var (key, value) in differences)
        {
            keys.Remove(key);
            if (value is not null)
            {
                keys[key] = JsonSerializer.SerializeToNode(value);
            }
        }

        Mirrored.Configure(keys.ToJsonString()).Mistakes.Should().BeEmpty();
        return Mirrored.Partners;
    }

    /// <summary>Mirrors; it must go well.</summary>
    public async Task<Mirrored> MirrorAsync()
    {
        var result = await Mirrored.MirrorAsync();
        return result is MirrorFailed { Problems: var problems } ? throw new InvalidOperationException(string.Join("; ", problems)) : (Mirrored)result;
    }

    /// <summary>Mirrors; it must fail, change nothing and tell no password.</summary>
    /// <param name="when">Something happens after so many persons have come.</param>
    public async Task<string> FailAsync((int Persons, Func<Task> Happens)? when = null)
    {
        var (before, revision) = (Mirrored.Everything(), Mirrored.Desk.Revision());
        var backEnd = Mirrored.Partners;
        if (when is var (persons, happens))
        {
            backEnd = backEnd with { Source = new InterruptedSource(backEnd.Source, persons, happens) };
        }

        var failed = (await Mirrored.MirrorAsync(accepted: 100_000, backEnd: backEnd)).Should().BeOfType<MirrorFailed>().Subject;

        Mirrored.Everything().Should().Be(before);
        Mirrored.Desk.Revision().Should().Be(revision);
        var said = string.Join('\n', failed.Problems);
        said.Should().NotContain(Slapd.Password);
        return said.Replace(Slapd.Address, "SERVER").Replace(Path.GetDirectoryName(Slapd.CaFile)! + Path.DirectorySeparatorChar, "");
    }

    /// <summary>What the source itself says, but for who answered.</summary>
    public async Task<List<SourceItem>> ReadAsync(SourceMark? since = null) =>
        await Mirrored.Partners.Source.ReadAsync(since, CancellationToken.None).Where(item => item is not SourceOrigin).ToListAsync();

    public CustomerUser Person(string login) => Mirrored.Person(login);

    public async ValueTask DisposeAsync()
    {
        await Slapd.DisposeAsync();
        Mirrored.Dispose();
    }

    private sealed class InterruptedSource(CustomerUserSource source, int after, Func<Task> happens) : CustomerUserSource
    {
        public override string Connection => source.Connection;

        public override async IAsyncEnumerable<SourceItem> ReadAsync(
            SourceMark? since, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var count = 0;
            await foreach (var item in source.ReadAsync(since, cancellationToken))
            {
                if (item is not SourceOrigin && ++count == after)
                {
                    await happens();
                }

                yield return item;
            }
        }
    }
}
