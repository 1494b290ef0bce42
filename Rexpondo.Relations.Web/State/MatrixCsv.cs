using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// <em>Export what is shown</em>: the rows that matched when it was asked for, with what was stored then, sources and grantors; not
/// what is pending. It is read in pages while it is sent.
/// </summary>
public sealed class MatrixCsv(MatrixState state, MatrixReader reader, IWhyWriter why)
{
    private const int RowsAtOnce = 1000;

    private readonly MatrixState saved = state.WithoutEdits();
    private readonly IdSet shown = state.Shown;

    /// <summary>The file, row by row.</summary>
    public IEnumerable<string> Rows(CancellationToken cancellationToken)
    {
        var snapshot = saved.Snapshot;
        var keys = snapshot.Keys.All;
        IEnumerable<string> OfPerson(string? text) => saved.Matrix.RowSide == RelationSide.CustomerUser ? [text ?? ""] : [];
        yield return CsvText.Row([Texts.CsvName, Texts.CsvDetail, .. OfPerson(Texts.CsvLogin), .. keys.Select(key => key.Name), Texts.CsvWhy, Texts.CsvGrantedBy, Texts.CsvGrantedAt]);
        foreach (var chunk in snapshot.Rows.Space.Order.Where(shown.Contains).Chunk(RowsAtOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = reader.Page(snapshot, chunk);
            foreach (var name in page.Names)
            {
                var stored = snapshot.Stored[name.Id];
                var grants = page.Grants.GetValueOrDefault(name.Id, []).Where(grant => !(grant.Keys & stored).IsEmpty).ToList();
                yield return CsvText.Row(
                [
                    name.OwnName,
                    name.Detail,
                    .. OfPerson(name.Login),
                    .. keys.Select(key => stored.Contains(key.Set) ? Texts.CsvYes : ""),
                    Say.Plain(why.Of(saved, name, []).Words),
                    string.Join("; ", grants.Select(grant => grant.Agent)),
                    string.Join("; ", grants.Select(grant => LocalTime.Iso(grant.At))),
                ]);
            }
        }
    }
}
