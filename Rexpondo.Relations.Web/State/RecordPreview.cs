using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;

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
    /// <summary>What a save of the form would do; nothing for a new record or where no change can have an effect.</summary>
    public Consequences Of(int? id, RecordForm<TFields> form) => id is { } record && form.HasEffect ? access.Preview(record, form.Wanted) : Consequences.None;

    /// <summary>The same in sentences.</summary>
    public IReadOnlyList<ConsequenceLine> Words(Consequences consequences) => ConsequenceWords.Of(consequences, catalogs.Read(), Names, isPerson);

    private IReadOnlyList<string> Names(IReadOnlyList<int> persons) =>
        [.. reader.Names(reader.Rows(RelationSide.CustomerUser).Rows, persons).Select(row => row.Name)];
}
