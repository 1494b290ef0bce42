using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Watching;

public sealed class StoreWatcherTests : IDisposable
{
    private readonly TemporaryStore desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task FileThatIsMovedAway_IsSaidOnce_AndItsReturnToo()
    {
        var log = new SaidLog();
        using var watcher = new StoreWatcher(desk.Store, desk.Bell, TimeProvider.System, log);
        await watcher.StartAsync(CancellationToken.None);
        var path = desk.Store.DatabasePath;

        File.Move(path, path + ".away");
        (await log.NextAsync()).Should().Be($"Critical: The database file {path} was deleted or replaced. Nothing is saved until it is back or the server is started again");

        File.Move(path + ".away", path);
        (await log.NextAsync()).Should().Be($"Warning: The database file {path} is back");
        await watcher.StopAsync(CancellationToken.None);
    }

    private sealed class SaidLog : ILogger<StoreWatcher>
    {
        private readonly Channel<string> said = Channel.CreateUnbounded<string>();

        public Task<string> NextAsync() => said.Reader.ReadAsync().AsTask().WaitAsync(Patience.Limit);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            said.Writer.TryWrite($"{logLevel}: {formatter(state, exception)}");
    }
}
