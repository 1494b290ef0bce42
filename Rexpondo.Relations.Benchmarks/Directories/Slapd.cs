using System.Diagnostics;
using System.DirectoryServices.Protocols;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Rexpondo.Relations.Benchmarks.Directories;

/// <summary>
/// A real directory server over TLS on free ports of this machine, with its data in a temporary folder of its own; tests and
/// measurements write into it over a second, plain port. Killed when disposed.
/// </summary>
internal sealed class Slapd : IAsyncDisposable
{
    public const string Missing = "slapd is not installed. Install it with: apt-get install slapd";
    public const string Base = "dc=example,dc=org";
    public const string People = "ou=Zürich,ou=people," + Base;
    public const string Elsewhere = "ou=elsewhere," + Base;
    public const string Reader = "cn=Leserin Ü,dc=example,dc=org";
    public const string Password = "gehe1m-ñ";
    public const string Root = "cn=root," + Base;
    public const string RootPassword = "root";

    private const int Stopped = 19, Continued = 18, Terminated = 15;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("relations-slapd-");
    private int secured;
    private int plain;
    private Process? process;
    private Task<string>? saying; // read to its end, so that the server never waits for a reader
    private LdapConnection? root;

    private Slapd()
    {
    }

    /// <summary>The server's program is on this machine; without it <see cref="Missing"/> says what to do.</summary>
    public static bool IsInstalled => Program is not null;

    public string Address => string.Create(CultureInfo.InvariantCulture, $"ldaps://localhost:{secured}");

    /// <summary>The same server by a name that its certificate does not have.</summary>
    public string OtherAddress => string.Create(CultureInfo.InvariantCulture, $"ldaps://127.0.0.1:{secured}");

    public string CaFile => PathOf("ca.pem");

    public string PasswordFile => PathOf("password");

    private static string? Program => new[] { "/usr/sbin/slapd", "/usr/lib/openldap/slapd", "/usr/libexec/slapd" }.FirstOrDefault(File.Exists);

    /// <param name="persons">Who is in it at the start.</param>
    /// <param name="sizeLimit">So many entries the reader is given at most.</param>
    /// <param name="certificate">The server's; null: a good one.</param>
    public static async Task<Slapd> StartAsync(
        IEnumerable<DirectoryPerson>? persons = null, int sizeLimit = 100_000, (string Certificate, string Key)? certificate = null)
    {
        var slapd = new Slapd();
        try
        {
            var (chain, key) = certificate ?? TestAuthority.House.Server();
            slapd.Write("ca.pem", TestAuthority.House.Pem);
            slapd.Write("server.pem", chain);
            slapd.Write("server.key", key);
            slapd.Write("password", Password + "\n");
            slapd.Write("slapd.conf", SlapdFiles.Configuration(slapd.folder.FullName, sizeLimit));
            Directory.CreateDirectory(slapd.PathOf("data"));
            await slapd.LoadAsync((persons ?? []).Select(person => person.Ldif()).Prepend(SlapdFiles.Frame));
            await slapd.RunOnFreePortsAsync();
            return slapd;
        }
        catch
        {
            await slapd.DisposeAsync();
            throw;
        }
    }

    /// <summary>A file for a test beside those of the server.</summary>
    public string Write(string name, string content)
    {
        File.WriteAllText(PathOf(name), content);
        return PathOf(name);
    }

    public string PathOf(string name) => Path.Combine(folder.FullName, name);

    /// <summary>Ends it at once, as if the power went off.</summary>
    public async Task KillAsync()
    {
        root?.Dispose();
        root = null;
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Ends it as an administrator does.</summary>
    public async Task StopAsync()
    {
        root?.Dispose();
        root = null;
        Signal(Terminated);
        await process!.WaitForExitAsync();
    }

    /// <summary>Starts it again with the same ports and data.</summary>
    public Task RestartAsync() => RunAsync();

    /// <summary>From now on it takes connections and answers nothing.</summary>
    public void Freeze() => Signal(Stopped);

    public void Thaw() => Signal(Continued);

    /// <summary>Adds somebody with her permanent id, while the server is stopped.</summary>
    public Task LoadAsync(params DirectoryPerson[] persons) => LoadAsync(persons.Select(person => person.Ldif()));

    public void Add(DirectoryPerson person)
    {
        var request = new AddRequest(person.Dn);
        request.Attributes.AddRange([.. person.Attributes(operational: false).Select(value => new DirectoryAttribute(value.Attribute, value.Value))]);
        Send(request);
    }

    /// <summary>Replaces the values of an attribute; without any it is gone.</summary>
    public void Set(DirectoryPerson person, string attribute, params string[] values) =>
        Send(new ModifyRequest(person.Dn, DirectoryAttributeOperation.Replace, attribute, [.. values]));

    public DirectoryPerson Move(DirectoryPerson person, string parent)
    {
        Send(new ModifyDNRequest(person.Dn, parent, person.Rdn));
        return person with { Parent = parent };
    }

    public void Delete(DirectoryPerson person) => Send(new DeleteRequest(person.Dn));

    public async ValueTask DisposeAsync()
    {
        root?.Dispose();
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        await (saying ?? Task.FromResult(""));
        process?.Dispose();
        folder.Delete(recursive: true);
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int process, int signal);

    private async Task LoadAsync(IEnumerable<string> entries)
    {
        await using (var ldif = File.CreateText(PathOf("load.ldif")))
        {
            foreach (var entry in entries)
            {
                await ldif.WriteAsync(entry);
            }
        }

        using var add = Process.Start(new ProcessStartInfo(Program ?? throw new InvalidOperationException(Missing))
        {
            // The program is also the one that loads, if it is told so.
            ArgumentList = { "-T", "add", "-q", "-f", PathOf("slapd.conf"), "-l", PathOf("load.ldif") },
            RedirectStandardError = true,
        })!;
        var errors = await add.StandardError.ReadToEndAsync();
        await add.WaitForExitAsync();
        if (add.ExitCode != 0)
        {
            throw new InvalidOperationException($"The directory could not be loaded: {errors}");
        }
    }

    // A port that is free now may be somebody's a moment later.
    private async Task RunOnFreePortsAsync()
    {
        for (var tried = 1; ; tried++)
        {
            (secured, plain) = (FreePort.Take(), FreePort.Take());
            try
            {
                await RunAsync();
                return;
            }
            catch (InvalidOperationException) when (tried < 3)
            {
                // the next two
            }
        }
    }

    private async Task RunAsync()
    {
        await (saying ?? Task.FromResult(""));
        process?.Dispose();
        process = Process.Start(new ProcessStartInfo(Program!)
        {
            ArgumentList =
            {
                "-d", "none", "-f", PathOf("slapd.conf"), "-h",
                string.Create(CultureInfo.InvariantCulture, $"ldaps://127.0.0.1:{secured} ldap://127.0.0.1:{plain}"),
            },
            RedirectStandardError = true,
        })!;
        var said = new StringBuilder();
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            said.AppendLine(line);
            if (line.Contains("slapd starting", StringComparison.Ordinal))
            {
                saying = process.StandardError.ReadToEndAsync();
                await ListensAsync(secured);
                await ListensAsync(plain);
                return;
            }
        }

        throw new InvalidOperationException($"The directory server did not start: {said}");
    }

    // It says that it starts a moment before it listens.
    private async Task ListensAsync(int port)
    {
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (!process!.HasExited)
            {
                await Task.Delay(5);
            }
        }
    }

    private void Signal(int signal)
    {
        if (kill(process!.Id, signal) != 0)
        {
            throw new InvalidOperationException($"Signal {signal} could not be sent: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    private void Send(DirectoryRequest request)
    {
        if (root is null)
        {
            root = new LdapConnection(new LdapDirectoryIdentifier("127.0.0.1", plain)) { AuthType = AuthType.Basic, AutoBind = false };
            root.SessionOptions.ProtocolVersion = 3;
            root.Bind(new NetworkCredential(Root, RootPassword));
        }

        root.SendRequest(request);
    }
}
