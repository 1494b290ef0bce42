using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Importing;

/// <summary>What the files of a folder say, before it is compared with the store. Persons and relations stand in the stage.</summary>
internal sealed record ImportedDesk
{
    public required ImportStage Stage { get; init; }

    public required CsvTable CustomerTable { get; init; }

    public required CsvTable PersonTable { get; init; }

    public required CsvTable GroupTable { get; init; }

    public required CsvTable ServiceTable { get; init; }

    public required ImmutableArray<CustomerRow> Customers { get; init; }

    public required ImmutableArray<ObjectRow> Groups { get; init; }

    public required ImmutableArray<ObjectRow> Services { get; init; }

    public required ImmutableArray<LinkFile> Links { get; init; }

    public required bool HasSettings { get; init; }

    public required ImmutableArray<SettingRow> Settings { get; init; }
}
