using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Rexpondo.Relations.Benchmarks.Circuits;

/// <summary>
/// An open page without a browser: fetched, connected and kept up to date as the client script of Blazor does, so that
/// hundreds fit on one machine. The calls are those of <c>blazor.web.js</c>.
/// </summary>
internal sealed partial class HeadlessPage : IAsyncDisposable
{
    private const int ScreenHeight = 820;
    private const int ReferenceResult = 1;
    // Used up by a server that does not answer at all, never by one that is slow.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HeadlessAgent agent;
    private readonly HubLine line = new();
    private readonly List<(Func<DrawnPage, bool> Reached, TaskCompletionSource Done)> awaited = [];
    private string circuit = "";
    private long interop;
    private long calls;
    private bool closing;

    private HeadlessPage(HeadlessAgent agent) => this.agent = agent;

    /// <summary>What it shows. Read it under <see cref="Gate"/>.</summary>
    public DrawnPage Drawn { get; } = new();

    /// <summary>Held while a batch is drawn.</summary>
    public Lock Gate { get; } = new();

    public int Batches { get; private set; }

    public long Bytes => line.Received;

    /// <summary>What went wrong, on the server or on the line.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Opens a page and waits until it is interactive.</summary>
    public static async Task<HeadlessPage> OpenAsync(HeadlessAgent agent, string path, Action<HeadlessPage>? before = null, CancellationToken cancellationToken = default)
    {
        var page = new HeadlessPage(agent);
        before?.Invoke(page);
        var html = await agent.GetAsync(path);
        await page.line.OpenAsync(agent.Server, agent.Cookies, page.CalledAsync, page.Failed, cancellationToken);
        page.circuit = (string)(await page.line.AskAsync("StartCircuit", agent.Server.ToString(), new Uri(agent.Server, path).ToString(), "[]", ""))!;
        var markers = Marker().Matches(html).Select(match => JsonNode.Parse(match.Groups[1].Value)!.AsObject()).Where(marker => marker.ContainsKey("descriptor"));
        var operations = markers.OrderBy(marker => (int)marker["sequence"]!)
            .Select((marker, i) => (JsonNode)new JsonObject { ["type"] = "add", ["ssrComponentId"] = i + 1, ["marker"] = marker });
        var batch = new JsonObject { ["batchId"] = 1, ["operations"] = new JsonArray([.. operations]) };
        await page.line.SendAsync("UpdateRootComponents", batch.ToJsonString(), State().Match(html).Groups[1].Value);
        await page.UntilAsync(drawn => drawn.Elements.Any(element => element.Attributes.GetValueOrDefault("data-interactive") == "true"))
            .WaitAsync(Patience, cancellationToken);
        return page;
    }

    /// <summary>Waits until the page shows something; looked at after each batch.</summary>
    public Task UntilAsync(Func<DrawnPage, bool> reached)
    {
        lock (Gate)
        {
            if (reached(Drawn))
            {
                return Task.CompletedTask;
            }

            if (Errors.Count > 0)
            {
                return Task.FromException(new InvalidOperationException(Errors[^1]));
            }

            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            awaited.Add((reached, done));
            return done.Task;
        }
    }

    /// <summary>Looks at what is drawn, while no batch is.</summary>
    public T Look<T>(Func<DrawnPage, T> look)
    {
        lock (Gate)
        {
            return look(Drawn);
        }
    }

    /// <summary>The box of a cell.</summary>
    public DrawnNode? Box(string name) => Look(drawn => drawn.Elements.FirstOrDefault(element => element.Name == "input" && element.Label == name));

    /// <summary>Clicks a box: it shows the other value at once, as in a browser, and the server hears of it.</summary>
    public Task TickAsync(DrawnNode box)
    {
        bool on;
        lock (Gate)
        {
            on = !box.Ticked;
            if (on)
            {
                box.Attributes["checked"] = "";
            }
            else
            {
                box.Attributes.Remove("checked");
            }
        }

        return DispatchAsync(box, "change", new JsonObject { ["value"] = on }, new JsonObject { ["componentId"] = box.Owner, ["fieldValue"] = on });
    }

    /// <summary>Clicks a button by its text.</summary>
    public Task ClickAsync(string text)
    {
        DrawnNode button;
        lock (Gate)
        {
            button = Drawn.Elements.Single(element => element.Name == "button" && !element.Disabled && Drawn.TextOf(element) == text);
        }

        return DispatchAsync(button, "click", new JsonObject { ["detail"] = 1, ["type"] = "click" }, null);
    }

    /// <summary>Closes the page as a browser does: it says so, and the server forgets it at once.</summary>
    public async ValueTask DisposeAsync()
    {
        closing = true;
        if (circuit.Length > 0)
        {
            using var answer = await agent.PostAsync("/_blazor/disconnect", new() { ["circuitId"] = circuit });
        }

        await line.DisposeAsync();
    }

    /// <summary>Lets go of a page whose server is gone.</summary>
    public ValueTask AbandonAsync()
    {
        closing = true;
        return line.DisposeAsync();
    }

    private Task DispatchAsync(DrawnNode element, string name, JsonObject arguments, JsonObject? field)
    {
        long handler;
        lock (Gate)
        {
            handler = element.Handlers["on" + name];
        }

        var happened = new JsonObject { ["eventHandlerId"] = handler, ["eventName"] = name, ["eventFieldInfo"] = field };
        return InvokeAsync(interop, "DispatchEventAsync", happened, arguments);
    }

    private Task InvokeAsync(long target, string method, params JsonNode?[] arguments) =>
        line.SendAsync("BeginInvokeDotNetFromJS", Interlocked.Increment(ref calls).ToString(), null, method, target, new JsonArray(arguments).ToJsonString());

    private Task CalledAsync(string method, object?[] arguments) => method switch
    {
        "JS.RenderBatch" => DrawAsync((long)arguments[0]!, (ReadOnlyMemory<byte>)arguments[1]!),
        "JS.BeginInvokeJS" => AnswerAsync((long)arguments[0]!, (string)arguments[1]!, (string?)arguments[2], (long)arguments[3]!),
        "JS.EndInvokeDotNet" when arguments[1] is false => Note($"call refused: {arguments[2]}"),
        "JS.Error" => Note($"{arguments[0]}"),
        _ => Task.CompletedTask,
    };

    private Task Note(string error)
    {
        lock (Errors)
        {
            Errors.Add(error);
        }

        lock (Gate)
        {
            awaited.ForEach(one => one.Done.TrySetException(new InvalidOperationException(error)));
            awaited.Clear();
        }

        return Task.CompletedTask;
    }

    private void Failed(string why)
    {
        if (!closing)
        {
            Note(why);
        }
    }

    private async Task DrawAsync(long batch, ReadOnlyMemory<byte> bytes)
    {
        lock (Gate)
        {
            Drawn.Draw(bytes.Span);
            Batches++;
            awaited.RemoveAll(one => one.Reached(Drawn) && one.Done.TrySetResult());
        }

        await line.SendAsync("OnRenderCompleted", batch, null);
    }

    private async Task AnswerAsync(long call, string function, string? json, long result)
    {
        var arguments = json is null ? [] : JsonNode.Parse(json)!.AsArray();
        switch (function)
        {
            case "Blazor._internal.attachWebRendererInterop":
                interop = (long)arguments[1]!["__dotNetObject"]!;
                break;
            case "Blazor._internal.Virtualize.init":
                // A browser tells how much of the list is to be seen.
                await InvokeAsync((long)arguments[0]!["__dotNetObject"]!, "OnSpacerBeforeVisible", 0, 0, ScreenHeight);
                break;
        }

        if (call != 0)
        {
            // Nothing that this program asks of a browser but a module has an answer.
            var value = result == ReferenceResult ? $$"""{"__jsObjectId":{{call}}}""" : "null";
            await line.SendAsync("EndInvokeJSFromDotNet", call, true, $"[{call},true,{value}]");
        }
    }

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:([a-zA-Z0-9+/=]+)-->")]
    private static partial Regex State();
}
