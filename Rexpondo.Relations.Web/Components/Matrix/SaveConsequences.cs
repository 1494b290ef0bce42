using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Matrix;

/// <summary>What a save of a relation screen would do, in words, and the question before one by which many gain or lose access.</summary>
public sealed class SaveConsequences(MatrixReader reader, Choice choice)
{
    /// <summary>The lines of the action bar; none while nothing is pending, one that says so while it is counted.</summary>
    public IReadOnlyList<ConsequenceLine> Lines(MatrixState state) =>
        state.Pending.Total == 0 ? []
        : state.Counted is null ? [new ConsequenceLine(Texts.ConsequencesCounting, IsLoss: false)]
        : ConsequenceWords.Of(state, Names);

    /// <summary>Asks where it must be asked.</summary>
    /// <param name="state">What is to be saved.</param>
    /// <param name="takeNews">Takes over what others saved: what is confirmed is what will be true.</param>
    /// <param name="edited">The agent has chosen to keep default services, which are pending now.</param>
    /// <param name="cancellationToken">Ends the waiting for what is still being counted.</param>
    /// <returns>False: it is not to be saved.</returns>
    public Task<bool> ConfirmAsync(MatrixState state, Action takeNews, Action edited, CancellationToken cancellationToken) => Confirmation.AskAsync(
        async () =>
        {
            takeNews();
            return state.Pending.Total == 0 ? null : await state.CountAsync(cancellationToken);
        },
        async (would, confirmed) =>
        {
            List<string> text =
            [
                .. ConsequenceWords.Changed(confirmed, would, Names),
                Say.Format(Texts.ConfirmCounts, state.Pending.Granted, state.Pending.Withdrawn),
                .. Lines(state).Select(line => line.Text),
            ];
            var keep = state.Matrix.Kind == RelationKind.CustomerUserService && state.DefaultsToKeepCount > 0
                ? Say.Format(Texts.KeepTheirDefaultServices, state.DefaultsToKeepCount)
                : null;
            List<string> buttons = keep is null ? [Texts.SaveAnyway, Texts.Back] : [Texts.SaveAnyway, keep, Texts.Back];
            switch (await choice.AskAsync(Say.Count(state.Pending.Total, Texts.ConfirmTitleOne, Texts.ConfirmTitleOther), text, buttons))
            {
                case 0:
                    return true;
                case 1 when keep is not null:
                    state.KeepDefaults();
                    edited();
                    return null;
                default:
                    return false;
            }
        });

    private IReadOnlyList<string> Names(IReadOnlyList<int> persons) =>
        [.. reader.Names(reader.Rows(RelationSide.CustomerUser).Rows, persons).Select(row => row.Name)];
}
