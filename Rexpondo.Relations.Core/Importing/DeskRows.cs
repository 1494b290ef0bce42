using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>A row of a file.</summary>
/// <param name="Line">The physical line on which it begins.</param>
internal abstract record DeskRow(int Line);

/// <summary>A row of <c>customers.csv</c>.</summary>
internal sealed record CustomerRow(int Line, string CustomerId, string Name, Validity Validity) : DeskRow(Line);

/// <summary>A row of <c>customer_users.csv</c>.</summary>
/// <param name="LoginFolded">The login as it is compared.</param>
/// <param name="EmailFolded">The e-mail as it is compared; empty if there is none.</param>
/// <param name="CustomerId">The primary customer, empty for none.</param>
internal sealed record PersonRow(
    int Line, string Login, string LoginFolded, string FirstName, string LastName, string Email, string EmailFolded, string CustomerId, Validity Validity)
    : DeskRow(Line);

/// <summary>A row of <c>groups.csv</c> or <c>services.csv</c>.</summary>
internal sealed record ObjectRow(int Line, string Name, string Comment, Validity Validity) : DeskRow(Line);

/// <summary>A row of a file of relations.</summary>
/// <param name="Left">The folded login or the customer id; empty for the default services.</param>
/// <param name="LeftWritten">The same as written.</param>
/// <param name="Right">Group, service or customer id.</param>
/// <param name="Permission">The key, empty where the relation has none.</param>
/// <param name="Other">The row is kept for the context <c>other</c>.</param>
internal sealed record LinkRow(int Line, string Left, string LeftWritten, string Right, string Permission, bool Other) : DeskRow(Line);

/// <summary>A file of relations.</summary>
internal sealed record LinkFile(DeskFile File, RelationKind Kind, bool IsThere, ImmutableArray<LinkRow> Rows);

/// <summary>One setting of <c>settings.json</c>.</summary>
internal sealed record SettingRow(int Line, string Name, System.Text.Json.JsonElement Value);
