using Microsoft.AspNetCore.Http;
using Rexpondo.Relations.Web;

namespace Rexpondo.Relations.Tests;

public sealed class CsvDownloadTests
{
    private readonly DefaultHttpContext context = new();
    private readonly MemoryStream body = new();

    public CsvDownloadTests() => context.Response.Body = body;

    [Fact]
    public async Task WriteAsync_BeginsWithABom_AndSendsUtf8()
    {
        await CsvDownload.WriteAsync(context, "rows.csv", ["name\n", "Müller\n"]);

        body.ToArray().Should().Equal([0xEF, 0xBB, 0xBF, .. "name\nMüller\n"u8]);
        context.Response.ContentType.Should().Be("text/csv; charset=utf-8");
        context.Response.Headers.ContentDisposition.ToString().Should().Be("attachment; filename=rows.csv");
    }

    [Fact]
    public async Task WriteAsync_SendsWhileItReads_AndReadsNoMoreOnceTheBrowserIsGone()
    {
        using var gone = new CancellationTokenSource();
        context.RequestAborted = gone.Token;
        var read = 0;

        IEnumerable<string> Endless()
        {
            while (true)
            {
                if (++read == 5000)
                {
                    body.Length.Should().BeGreaterThan(0, "a file is not held in memory until its end");
                    gone.Cancel();
                }

                yield return "a row of some length, which is one of very many\n";
            }
        }

        await FluentActions.Awaiting(() => CsvDownload.WriteAsync(context, "rows.csv", Endless())).Should().ThrowAsync<OperationCanceledException>();
        read.Should().Be(5000);
    }
}
