using System.Globalization;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.History;
using Rexpondo.Relations.Core.Importing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// The history as CSV: a row for each cell, field and setting, named as files name them. Read in pages and handed on as it is
/// read: the log of years fits into no memory, and what was read once never changes.
/// </summary>
public sealed class HistoryCsv(HistoryReader reader, ChangeLineReader lines, CatalogReader catalogs)
{
    private const int SetsAtOnce = 200;
    private const int LinesAtOnce = 2000;

    private static readonly string[] Header =
    [
        Texts.CsvChangeSet, Texts.CsvAt, Texts.CsvAgent, Texts.CsvWay, Texts.CsvReason, Texts.CsvUndoes, Texts.CsvWhat, Texts.CsvObject, Texts.CsvObjectName,
        Texts.CsvTowards, Texts.CsvField, Texts.CsvOld, Texts.CsvNew,
    ];

    /// <summary>What a filter finds, newest first. Where objects are asked for, the lines that name them.</summary>
    public IEnumerable<string> Rows(HistoryFilter filter, CancellationToken cancellationToken)
    {
        yield return CsvText.Row(Header);
        var catalog = catalogs.Read();
        IReadOnlyList<ChangeSetEntry> Page(long? before) => reader.Page(filter, before, SetsAtOnce, cancellationToken);
        for (var page = Page(null); page.Count > 0; page = Page(page[^1].Id))
        {
            foreach (var row in page.SelectMany(entry => Rows(entry, filter, catalog, cancellationToken)))
            {
                yield return row;
            }
        }
    }

    /// <summary>One change set.</summary>
    public IEnumerable<string> Rows(ChangeSetEntry entry, CancellationToken cancellationToken) =>
        Rows(entry, HistoryFilter.All, catalogs.Read(), cancellationToken).Prepend(CsvText.Row(Header));

    private IEnumerable<string> Rows(ChangeSetEntry entry, HistoryFilter about, Catalog catalog, CancellationToken cancellationToken)
    {
        string[] head =
        [
            entry.Id.ToString(CultureInfo.InvariantCulture), LocalTime.Iso(entry.At), entry.Login, ChangeLog.Word(entry.Way),
            entry.Reason ?? "", entry.Undoes?.ToString(CultureInfo.InvariantCulture) ?? "",
        ];
        if (entry.Counts.Lines == 0)
        {
            yield return CsvText.Row([.. head, "", "", "", "", "", "", ""]);
        }

        var total = entry.Counts.Lines;
        for (var skip = 0; skip < total; skip += LinesAtOnce)
        {
            var page = lines.Page(entry.Id, about, skip, LinesAtOnce, cancellationToken);
            total = page.Total;
            foreach (var line in page.Lines)
            {
                yield return CsvText.Row([.. head, .. Cells(line, page.Names, catalog)]);
            }
        }
    }

    private static string[] Cells(ChangeLine line, ObjectNames names, Catalog catalog)
    {
        var (old, @new) = line switch
        {
            FieldLine field => (field.Old ?? "", field.New), // as stored, without a word for what is empty
            SettingLine setting => (setting.Old, setting.New),
            _ => HistoryWords.Change(line, catalog),
        };
        var named = line.Objects.Select(one => names[one]).ToList();
        return line switch
        {
            CellLine { Kind.Left: RelationSide.Everybody } cell => [cell.Kind.Table, "", "", named[0].Key, "", old, @new],
            CellLine cell => [cell.Kind.Table, named[0].Key, named[0].Name, named[1].Key, "", old, @new],
            FieldLine field => [HistoryWords.Side(field.Record.Side), named[0].Key, named[0].Name, "", field.Field, old, @new],
            SettingLine setting => ["setting", "", "", "", setting.Name, old, @new],
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
