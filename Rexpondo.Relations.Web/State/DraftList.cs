using System.Globalization;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>Lists the drafts of an agent by the names their screens have today.</summary>
public sealed class DraftList(DraftDesk desk, MatrixReader reader)
{
    private static readonly RelationModule[] Modules = [RelationModule.Groups, RelationModule.Services, RelationModule.CustomersGroups, RelationModule.Customers];

    /// <summary>All of them, the newest first.</summary>
    public IReadOnlyList<DraftView> Of(AgentId agent) => [.. desk.Of(agent).Select(View)];

    private DraftView View(KeptDraft draft)
    {
        var (title, href) = draft.Screen switch
        {
            { Matrix: { } matrix } => OfMatrix(matrix),
            { Record: (var side, null) } => (RecordModule.Of(side).Add, RecordModule.Of(side).New),
            { Record: (var side, { } id) } => Named(RecordTitle(side), side, id, RecordModule.Of(side).Screen(id)),
            { Setting: { } setting } => (Say.Format(Texts.DraftOfSetting, setting), SettingNames.All.Contains(setting) ? SettingText.Path(setting) : null),
            { Name: var name } => (name, null), // of a newer program
        };
        return new DraftView(draft, title, href);
    }

    private (string Title, string? Href) OfMatrix(MatrixId matrix) => matrix.Kind == RelationKind.DefaultService
        ? (Texts.DraftOfDefaultServices, $"{RelationModule.Services.Path}/default-services")
        : Named(
            MatrixTitle(matrix), matrix.FixedSide, matrix.FixedId, Modules.Single(module => module.Kind == matrix.Kind).Screen(matrix.FixedSide, matrix.FixedId));

    private (string Title, string? Href) Named(string title, RelationSide side, int id, string href) =>
        reader.Names(reader.Rows(side).Rows, [id]) is [var row]
            ? (Say.Format(title, row.Name), href)
            : (Say.Format(title, Say.Format(Texts.DraftOfNumber, id.ToString(CultureInfo.InvariantCulture))), null);

    private static string MatrixTitle(MatrixId matrix) => (matrix.RowSide, matrix.FixedSide) switch
    {
        (RelationSide.Group, RelationSide.CustomerUser) => Texts.DraftGroupsOfPerson,
        (RelationSide.Group, _) => Texts.DraftGroupsOfCustomer,
        (RelationSide.Service, _) => Texts.DraftServicesOfPerson,
        (RelationSide.Customer, RelationSide.Group) => Texts.DraftCustomersOfGroup,
        (RelationSide.Customer, _) => Texts.DraftCustomersOfPerson,
        (_, RelationSide.Group) => Texts.DraftPersonsOfGroup,
        (_, RelationSide.Service) => Texts.DraftPersonsOfService,
        _ => Texts.DraftPersonsOfCustomer,
    };

    private static string RecordTitle(RelationSide side) => side switch
    {
        RelationSide.CustomerUser => Texts.DraftOfPerson,
        RelationSide.Customer => Texts.DraftOfCustomer,
        RelationSide.Group => Texts.DraftOfGroup,
        RelationSide.Service => Texts.DraftOfService,
        RelationSide.Everybody => throw new ArgumentException("everybody has no edit screen", nameof(side)),
    };
}
