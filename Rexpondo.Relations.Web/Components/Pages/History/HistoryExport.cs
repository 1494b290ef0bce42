using System.Globalization;
using Rexpondo.Relations.Core.History;
using Rexpondo.Relations.Web.Resources;
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
        app.MapGet(Path, (HttpContext context, HistoryCsv csv, TimeProvider clock) => CsvDownload.WriteAsync(
            context,
            "history.csv",
            csv.Rows(HistoryQuery.Parse(context.Request.QueryString.Value ?? "").ToFilter(LocalTime.Of(context.Request.Cookies[LocalTime.Cookie], clock)), context.RequestAborted)));
        app.MapGet("/history/{id:long}/export", (long id, HttpContext context, HistoryReader reader, HistoryCsv csv) =>
        {
            if (reader.Find(id, context.RequestAborted) is { } entry)
            {
                return CsvDownload.WriteAsync(context, string.Create(CultureInfo.InvariantCulture, $"change-set-{id}.csv"), csv.Rows(entry, context.RequestAborted));
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }
}
