using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Rexpondo.Relations.Benchmarks;

/// <summary>The server as a process of its own, so that the processor time it spends is nobody else's.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process process;

    private ServerProcess(Process process, string address) => (this.process, Address) = (process, address);

    public string Address { get; }

    /// <summary>What the process has spent so far, in milliseconds; to the nanosecond where the system tells, else to its clock tick.</summary>
    public double ProcessorMilliseconds
    {
        get
        {
            var threads = $"/proc/{process.Id}/task";
            if (!Directory.Exists(threads))
            {
                process.Refresh();
                return process.TotalProcessorTime.TotalMilliseconds;
            }

            return Directory.EnumerateDirectories(threads).Sum(thread =>
            {
                try
                {
                    return long.Parse(File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ')[0], CultureInfo.InvariantCulture);
                }
                catch (IOException)
                {
                    return 0; // the thread has ended meanwhile
                }
            }) / 1e6;
        }
    }

    public static string[] Arguments(string database) =>
    [
        $"--ConnectionStrings:Relations=Data Source={database}",
        "--environment=Production",
        "--Logging:LogLevel:Default=Error",
        "--Logging:LogLevel:Rexpondo=Error",
        "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Error",
    ];

    public static async Task<ServerProcess> StartAsync(string database)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Rexpondo.Relations.Web.dll"));
        start.ArgumentList.Add($"--urls={address}");
        foreach (var argument in Arguments(database))
        {
            start.ArgumentList.Add(argument);
        }

        var server = new ServerProcess(Process.Start(start)!, address);
        using var client = new HttpClient();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                (await client.GetAsync(new Uri(address + "/sign-in"), patience.Token)).EnsureSuccessStatusCode();
                return server;
            }
            catch (HttpRequestException) when (!patience.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), patience.Token);
            }
        }
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
