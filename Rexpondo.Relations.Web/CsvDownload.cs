using System.Text;

namespace Rexpondo.Relations.Web;

/// <summary>
/// A CSV file that somebody downloads in the browser: sent while its rows are read, so that it takes no more memory for a million
/// rows than for one; reading stops when the browser stops listening.
/// </summary>
public static class CsvDownload
{
    /// <summary>Sends the rows as a file. It begins with a BOM, without which a spreadsheet takes UTF-8 for something else.</summary>
    public static async Task WriteAsync(HttpContext context, string fileName, IEnumerable<string> rows)
    {
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename={fileName}";
        context.Response.Headers.CacheControl = "no-store";
        await using var writer = new StreamWriter(context.Response.Body, Encoding.UTF8, 1 << 16);
        foreach (var row in rows)
        {
            await writer.WriteAsync(row.AsMemory(), context.RequestAborted);
        }
    }
}
