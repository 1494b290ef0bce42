using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Records;

namespace Rexpondo.Relations.Web.State;

/// <summary>What saving a form would do to anybody's access, and how that is said.</summary>
/// <typeparam name="TFields">The fields of the record.</typeparam>
/// <param name="access">Asks the editor of the record.</param>
/// <param name="reader">Names of customer users.</param>
/// <param name="catalogs">Names of groups and services.</param>
/// <param name="isPerson">The record is one customer user: she is the subject of the sentences.</param>
public sealed class RecordPreview<TFields>(RecordAccess<TFields> access, MatrixReader reader, CatalogReader catalogs, bool isPerson)
    where TFields : class
{
    /// <summary>What a save of the form would do; nothing where no change can have an effect.</summary>
    public RecordEffect Of(int? id, RecordForm<TFields> form) => id switch
    {
        _ when !form.HasEffect => None,
        null => access.PreviewAdd?.Invoke(form.Wanted) ?? None,
        { } record => new(access.Preview(record, form.Wanted), catalogs.Read()),
    };

    /// <summary>The same in sentences.</summary>
    public IReadOnlyList<ConsequenceLine> Words(RecordEffect effect) => ConsequenceWords.Of(effect.Consequences, effect.Catalog, Names, isPerson);

    /// <summary>What changed since the agent was asked.</summary>
    public IEnumerable<string> Changed(Consequences? confirmed, Consequences now) => ConsequenceWords.Changed(confirmed, now, Names);

    /// <summary>Nothing changes for anybody.</summary>
    public RecordEffect None => new(Consequences.None, catalogs.Read());

    private IReadOnlyList<string> Names(IReadOnlyList<int> persons) =>
        [.. reader.Names(reader.Rows(RelationSide.CustomerUser).Rows, persons).Select(row => row.Name)];
}
