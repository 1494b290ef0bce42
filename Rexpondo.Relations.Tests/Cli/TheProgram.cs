using System.Diagnostics;
using System.Globalization;

namespace Rexpondo.Relations.Tests.Cli;

/// <summary>The built program as a process of its own, on a database in a temporary folder.</summary>
public sealed class TheProgram : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("relations-");

    /// <summary>Where it runs; the database is <c>desk.db</c> in it.</summary>
    public string Folder => folder.FullName;

    public string Database => Path.Combine(Folder, "desk.db");

    /// <summary>Runs to the end.</summary>
    public Task<Ended> RunAsync(params string[] words) => RunWithInputAsync("", words);

    /// <param name="input">What standard input holds.</param>
    public async Task<Ended> RunWithInputAsync(string input, params string[] words)
    {
        using var process = Start(words);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new Ended(process.ExitCode, await output, await error);
    }

    /// <summary>Starts it; the caller ends it.</summary>
    public Process Start(params string[] words) => Start("dotnet", [], words);

    /// <summary>The same, in a process that may have so many files and connections open; on Linux.</summary>
    public Process StartWithHandles(int handles, params string[] words) =>
        Start("/bin/sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"ulimit -n {handles}; exec dotnet \"$@\""), "sh"], words);

    /// <summary>Where a server listens that was started with <c>--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information</c>.</summary>
    public static async Task<Uri> AddressAsync(Process server)
    {
        const string Listening = "Now listening on: ";
        while (await server.StandardError.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            {
                // Nobody reads on, so nothing may wait for it.
                _ = server.StandardError.ReadToEndAsync();
                _ = server.StandardOutput.ReadToEndAsync();
                return new Uri(line[(at + Listening.Length)..].Trim());
            }
        }

        throw new InvalidOperationException("the server did not start");
    }

    private Process Start(string file, string[] before, string[] words)
    {
        var start = new ProcessStartInfo(file, before)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        start.Environment.Remove("DOTNET_ENVIRONMENT");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Rexpondo.Relations.Web.dll"));
        start.ArgumentList.Add("--ConnectionStrings:Relations=Data Source=desk.db");
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        return Process.Start(start)!;
    }

    public void Dispose() => folder.Delete(recursive: true);

    public sealed record Ended(int Code, string Out, string Error);
}
