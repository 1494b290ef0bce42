using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Pages.Configuration;

/// <summary>Asks before a deployment by which many customer users gain or lose access.</summary>
internal static class DeployQuestion
{
    /// <summary>
    /// True if nothing need be asked, or the agent agrees. What is confirmed is what will be true: where it changed while the
    /// question stood, it is asked again.
    /// </summary>
    /// <param name="choice">Asks.</param>
    /// <param name="title">What is deployed.</param>
    /// <param name="effects">What it would do, as it is known now.</param>
    /// <param name="readWorld">Takes over who has what now, and nothing else.</param>
    public static async Task<bool> AskAsync(Choice choice, string title, Func<SettingEffects> effects, Action readWorld)
    {
        IReadOnlyList<ConsequenceLine>? confirmed = null;
        while (effects().Consequences.NeedsConfirmation && confirmed?.SequenceEqual(effects().Lines) != true)
        {
            confirmed = effects().Lines;
            if (await choice.AskAsync(title, [.. confirmed.Select(line => line.Text)], [Texts.DeployAnyway, Texts.Back]) != 0)
            {
                return false;
            }

            readWorld();
        }

        return true;
    }
}
