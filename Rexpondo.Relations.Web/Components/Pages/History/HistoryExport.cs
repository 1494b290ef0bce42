using System.Globalization;
using System.Text;
using Rexpondo.Relations.Core.History;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Pages.History;

/// <summary>The history as files: written to the browser while it is read, for whoever is signed in.</summary>
public static class HistoryExport
{
    /// <summary>What a filter finds; the parameters are those of the page.</summary>
    public const string Path = "/history/export";

    /// <summary>One change set.</summary>
    public static string PathOf(long changeSet) => string.Create(CultureInfo.InvariantCulture, $"{HistoryQuery.PathOf(changeSet)}/export");

    /// <summary>Answers both addresses.</summary>
    public static void MapHistoryExport(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, (HttpContext context, HistoryCsv csv) =>
            WriteAsync(context, "history.csv", csv.Rows(HistoryQuery.Parse(context.Request.QueryString.Value ?? "").ToFilter())));
        app.MapGet("/history/{id:long}/export", (long id, HttpContext context, HistoryReader reader, HistoryCsv csv) =>
        {
            if (reader.Find(id) is { } entry)
            {
                return WriteAsync(context, string.Create(CultureInfo.InvariantCulture, $"change-set-{id}.csv"), csv.Rows(entry));
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    private static async Task WriteAsync(HttpContext context, string name, IEnumerable<string> rows)
    {
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename={name}";
        context.Response.Headers.CacheControl = "no-store";
        await using var writer = new StreamWriter(context.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
        foreach (var row in rows)
        {
            await writer.WriteAsync(row.AsMemory(), context.RequestAborted);
        }
    }
}
