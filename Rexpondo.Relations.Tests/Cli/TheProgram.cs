using System.Diagnostics;

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
    public Process Start(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet")
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
