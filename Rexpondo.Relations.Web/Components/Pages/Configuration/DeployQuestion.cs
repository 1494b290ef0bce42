using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Pages.Configuration;

/// <summary>Asks before a deployment by which many customer users gain or lose access.</summary>
internal static class DeployQuestion
{
    /// <summary>True if nothing need be asked, or the agent agrees.</summary>
    /// <param name="choice">Asks.</param>
    /// <param name="title">What is deployed.</param>
    /// <param name="effects">What it would do, as it is known now.</param>
    /// <param name="readWorld">Takes over who has what now, and nothing else.</param>
    public static Task<bool> AskAsync(Choice choice, string title, Func<SettingEffects> effects, Action readWorld) => Confirmation.AskAsync(
        () =>
        {
            readWorld();
            return Task.FromResult<Consequences?>(effects().Consequences);
        },
        async (would, confirmed) => await choice.AskAsync(
            title,
            [.. ConsequenceWords.Changed(confirmed, would, effects().Names), .. effects().Lines.Select(line => line.Text)],
            [Texts.DeployAnyway, Texts.Back]) == 0);
}
