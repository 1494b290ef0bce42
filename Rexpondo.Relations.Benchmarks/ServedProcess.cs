using System.Diagnostics;
using System.Text.Json;
using Rexpondo.Relations.Benchmarks.Circuits;

namespace Rexpondo.Relations.Benchmarks;

/// <summary>Starts <see cref="ServedDesk"/> and asks it.</summary>
internal sealed class ServedProcess : IDisposable
{
    private readonly Process process;

    private ServedProcess(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<ServedProcess> StartAsync(string database)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["DOTNET_gcServer"] = "1"; // as the program itself is configured
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Rexpondo.Relations.Benchmarks.dll"));
        start.ArgumentList.Add("serve");
        start.ArgumentList.Add(database);
        var process = Process.Start(start)!;
        var address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the server did not start");
        return new ServedProcess(process, new Uri(address));
    }

    /// <summary>An agent of the benchmarks.</summary>
    public Task<HeadlessAgent> SignInAsync(string login) => HeadlessAgent.SignInAsync(Address, login, ScreensBenchmark.Password);

    /// <param name="collect">After a full collection.</param>
    public async Task<ServerFigures> LookAsync(bool collect = false)
    {
        await process.StandardInput.WriteLineAsync(collect ? "collect" : "figures");
        return JsonSerializer.Deserialize<ServerFigures>((await process.StandardOutput.ReadLineAsync())!)!;
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
