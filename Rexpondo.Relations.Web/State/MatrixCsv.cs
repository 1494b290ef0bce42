using System.Text;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// <em>Export what is shown</em>: the matching rows with what is stored, sources and grantor; not what is pending. UTF-8.
/// </summary>
public static class MatrixCsv
{
    /// <summary>The whole file.</summary>
    public static byte[] Write(MatrixState state, MatrixReader reader, IWhyWriter why)
    {
        var keys = state.Snapshot.Keys.All;
        var saved = state.WithoutEdits();
        var csv = new StringBuilder();
        IEnumerable<string> OfPerson(string? text) => state.Matrix.RowSide == RelationSide.CustomerUser ? [text ?? ""] : [];
        csv.Append(CsvText.Row([Texts.CsvName, Texts.CsvDetail, .. OfPerson(Texts.CsvLogin), .. keys.Select(key => key.Name), Texts.CsvWhy, Texts.CsvGrantedBy, Texts.CsvGrantedAt]));
        var ids = state.Snapshot.Rows.Space.Order.Where(state.Shown.Contains).ToList();
        foreach (var chunk in ids.Chunk(1000))
        {
            var page = reader.Page(state.Snapshot, chunk);
            foreach (var name in page.Names)
            {
                var grants = page.Grants.GetValueOrDefault(name.Id, []);
                var stored = state.Snapshot.Stored[name.Id];
                csv.Append(CsvText.Row(
                [
                    name.OwnName,
                    name.Detail,
                    .. OfPerson(name.Login),
                    .. keys.Select(key => stored.Contains(key.Set) ? Texts.CsvYes : ""),
                    Say.Plain(why.Of(saved, name, []).Words),
                    string.Join("; ", grants.Where(grant => !(grant.Keys & stored).IsEmpty).Select(grant => grant.Agent)),
                    string.Join("; ", grants.Where(grant => !(grant.Keys & stored).IsEmpty).Select(grant => grant.At.ToString("u", System.Globalization.CultureInfo.InvariantCulture))),
                ]));
            }
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }
}
