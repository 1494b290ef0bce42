namespace Rexpondo.Relations.Core.Importing;

/// <summary>A row of a file.</summary>
/// <param name="Line">The physical line on which it begins.</param>
internal abstract record DeskRow(int Line);

/// <summary>A row of <c>customers.csv</c>.</summary>
internal sealed record CustomerRow(int Line, string CustomerId, string Name, Validity Validity) : DeskRow(Line);

/// <summary>A row of <c>customer_users.csv</c>.</summary>
/// <param name="LoginFolded">The login as it is compared.</param>
/// <param name="EmailFolded">The e-mail as it is compared; empty if there is none.</param>
/// <param name="Customer">Number of the primary customer in <see cref="ImportStage.Customers"/>, -1 for none.</param>
internal sealed record PersonRow(
    int Line, string Login, string LoginFolded, string FirstName, string LastName, string Email, string EmailFolded, int Customer, Validity Validity)
    : DeskRow(Line);

/// <summary>A row of <c>groups.csv</c> or <c>services.csv</c>.</summary>
internal sealed record ObjectRow(int Line, string Name, string Comment, Validity Validity) : DeskRow(Line);

/// <summary>A file of relations with its rows.</summary>
internal sealed record LinkFile(DeskFile File, RelationKind Kind, bool IsThere, StagedLinks Rows);

/// <summary>One setting of <c>settings.json</c>.</summary>
internal sealed record SettingRow(int Line, string Name, System.Text.Json.JsonElement Value);
