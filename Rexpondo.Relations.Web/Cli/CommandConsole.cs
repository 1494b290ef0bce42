using System.Text;

namespace Rexpondo.Relations.Web.Cli;

/// <summary>Standard input and output of a command, in UTF-8 whatever the locale. The answer alone goes to <see cref="Out"/>.</summary>
internal sealed class CommandConsole : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public TextWriter Out { get; }

    /// <summary>Where <see cref="Out"/> leads, for a long answer that is UTF-8 already; nothing must be waiting in <see cref="Out"/>.</summary>
    public Stream OutBytes { get; } = Console.OpenStandardOutput();

    public TextWriter Error { get; } = new StreamWriter(Console.OpenStandardError(), Utf8) { NewLine = "\n", AutoFlush = true };

    public CommandConsole() => Out = new StreamWriter(OutBytes, Utf8) { NewLine = "\n" };

    /// <summary>Says why; gives the exit code that belongs to it.</summary>
    public int Refuse(string reason)
    {
        Error.WriteLine(reason);
        return ExitCode.Refused;
    }

    /// <summary>One line of standard input; on a terminal asked for twice and not shown. Null if there is none or the two differ.</summary>
    public string? ReadPassword()
    {
        if (Console.IsInputRedirected)
        {
            using var input = new StreamReader(Console.OpenStandardInput(), Utf8);
            return input.ReadLine();
        }

        var password = Ask("Password: ");
        return Ask("Once more: ") == password ? password : null;
    }

    public void Dispose()
    {
        Out.Dispose();
        Error.Dispose();
    }

    private string Ask(string prompt)
    {
        Error.Write(prompt);
        var typed = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        Error.WriteLine();
        return typed.ToString();
    }
}
