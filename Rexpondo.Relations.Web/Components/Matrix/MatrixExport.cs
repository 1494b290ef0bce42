using Rexpondo.Relations.Web.Agents;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Matrix;

/// <summary>What a relation screen shows, as a file: offered by the page, fetched by the browser of whoever is signed in on it.</summary>
public static class MatrixExport
{
    /// <summary>Where an offered file is.</summary>
    public static string PathOf(string ticket) => $"/export/{ticket}";

    /// <summary>Answers the address.</summary>
    public static void MapMatrixExport(this IEndpointRouteBuilder app) =>
        app.MapGet("/export/{ticket}", (string ticket, HttpContext context, OfferedFiles files) =>
        {
            if (CurrentAgent.Of(context.User) is { } agent && files.Take(agent.Id, ticket) is { } file)
            {
                return CsvDownload.WriteAsync(context, file.Name, file.Rows(context.RequestAborted));
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
}
