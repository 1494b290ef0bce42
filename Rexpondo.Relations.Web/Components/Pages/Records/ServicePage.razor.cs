using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Pages.Records;

/// <summary>A service: its fields, for how many it is, and what stands under it.</summary>
public sealed partial class ServicePage(ServiceEditor editor, DetailReader details, MatrixReader reader)
{
    private readonly RecordAccess<ServiceFields> access = new(
        new ServiceFields(),
        id => editor.Read(new(id)),
        (wanted, agent, reason, cancellationToken) => editor.AddAsync(wanted, agent, reason, DraftScreen.Of(RelationSide.Service, null), cancellationToken),
        (id, seen, wanted, agent, reason, cancellationToken) =>
            editor.SaveAsync(new(id), seen, wanted, agent, reason, DraftScreen.Of(RelationSide.Service, id), cancellationToken),
        (id, wanted) => editor.Preview(new(id), wanted));

    private Picker picker = null!;
    private ServiceDetail? detail;
    private int? pickerOf;

    /// <summary>Number of the service; null for a new one.</summary>
    [Parameter] public int? Id { get; set; }

    /// <summary>The address one came from.</summary>
    [SupplyParameterFromQuery] public string? From { get; set; }

    private string Available => detail! switch
    {
        { Service.Validity: not Validity.Valid } => Texts.ServiceInvalidNobody,
        { InvalidAncestor: { } ancestor } => Say.Format(Texts.ServiceParentInvalid, ancestor.FullName),
        { Available: 0 } => Texts.NobodyMayChoose,
        var some => Say.Count(some.Available, Texts.MayChooseOne, Texts.MayChooseOther),
    };

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (picker is null || pickerOf != Id)
        {
            (picker, pickerOf) = (Picker.Parents(reader, Id), Id);
        }

        Load();
    }

    private void Load() => detail = Id is { } id ? details.Service(new ServiceId(id)) : null;

    // What stands under something that does not count does not count either; its own validity says more where it is not valid.
    private string? FaultOf(Service child) =>
        child.Validity != Validity.Valid ? child.Validity.ToText()
        : (detail!.InvalidAncestor ?? (detail.Service.Validity == Validity.Valid ? null : detail.Service)) is { } ancestor ? Say.Format(Texts.ParentInvalid, ancestor.FullName)
        : null;
}
