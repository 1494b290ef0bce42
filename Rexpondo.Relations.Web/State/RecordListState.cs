using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Web.State;

/// <summary>The list of one module's records: searched, with or without those that do not count. Knows nothing of Blazor.</summary>
public sealed class RecordListState
{
    private readonly MatrixReader reader;
    private readonly RecordModule module;
    private string typed;
    private (AccessWorld? World, bool All, string BackEnd) listedOf;
    private IdSet listed = IdSet.Empty;

    /// <summary>Opens the list.</summary>
    public RecordListState(MatrixReader reader, RecordModule module, ListQuery query)
    {
        (this.reader, this.module) = (reader, module);
        (typed, IncludeInvalid, BackEnd) = (module.BoxIsSearch ? query.Search : query.Filter, query.All, query.BackEnd);
        Read();
    }

    /// <summary>The world it shows.</summary>
    public AccessWorld World { get; private set; } = null!;

    /// <summary>The list.</summary>
    public OverviewColumn Column { get; private set; } = null!;

    /// <summary>Rows that do not count are listed too.</summary>
    public bool IncludeInvalid { get; private set; }

    /// <summary>The back end whose customer users are listed; empty for all.</summary>
    public string BackEnd { get; private set; }

    /// <summary>The back ends to choose from; none where all rows are of one.</summary>
    public IReadOnlyList<string> BackEnds => BackEndFilter.Names(World, module.Side);

    /// <summary>Searches.</summary>
    public void Search(string text)
    {
        typed = text;
        Read();
    }

    /// <summary>Lists those that do not count too, or no longer.</summary>
    public void ChooseInvalid(bool include)
    {
        IncludeInvalid = include;
        Read();
    }

    /// <summary>Lists the customer users of one back end, or of all.</summary>
    public void ChooseBackEnd(string name)
    {
        BackEnd = name;
        Read();
    }

    /// <summary>Takes over what others changed: what rows say at once; rows stay where they are.</summary>
    public void TakeNews()
    {
        var shown = Column;
        Read();
        Column = shown.KeepingRows(Column);
    }

    /// <summary>Reads again what is stored.</summary>
    public void Read()
    {
        (var rows, World) = reader.Rows(module.Side);
        if (listedOf != (World, IncludeInvalid, BackEnd))
        {
            listedOf = (World, IncludeInvalid, BackEnd);
            listed = BackEndFilter.Of(World, module.Side, BackEnd, IncludeInvalid ? rows.Space.Search(SearchQuery.Everything) : rows.Effective);
        }

        Column = new OverviewColumn(rows, listed, typed);
    }
}
