using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Rexpondo.Relations.Tests;

/// <summary>Keeps what is logged.</summary>
internal class ErrorLog : ILogger
{
    private readonly ConcurrentQueue<(string Text, Exception? Exception)> entries = new();
    private readonly TaskCompletionSource<Exception?> first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Every entry.</summary>
    public IReadOnlyList<(string Text, Exception? Exception)> Entries => [.. entries];

    /// <summary>Done with the first entry.</summary>
    public Task<Exception?> First => first.Task.WaitAsync(Patience.Limit);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        entries.Enqueue((formatter(state, exception), exception));
        first.TrySetResult(exception);
    }
}

/// <summary>The same for one class.</summary>
internal sealed class ErrorLog<T> : ErrorLog, ILogger<T>;
