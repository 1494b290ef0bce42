using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.Components.Shared;

/// <summary>Says what becomes of unsaved changes when somebody leaves or gives them up, with the button that goes back on it.</summary>
public sealed class DraftWords(Notifier notifier, NavigationManager navigation, TimeProvider clock)
{
    /// <summary>Somebody leaves: they stay.</summary>
    /// <param name="changes">How many.</param>
    /// <param name="words">How that is said where <i>draft</i> means something else.</param>
    public void Kept(int changes, string? words = null) => Kept(changes, navigation.Uri, words);

    /// <summary>Somebody leaves a screen with a search: they stay.</summary>
    /// <param name="changes">How many.</param>
    /// <param name="here">The screen with its search.</param>
    /// <param name="words">How that is said where <i>draft</i> means something else.</param>
    public void Kept(int changes, string here, string? words)
    {
        notifier.Say(words ?? Say.Count(changes, Texts.DraftKeptOne, Texts.DraftKeptOther), Texts.BackToThem, () =>
        {
            navigation.NavigateTo(here);
            return Task.CompletedTask;
        });
    }

    /// <summary>They are given up.</summary>
    /// <param name="changes">How many; of none nothing is said.</param>
    /// <param name="undo">Puts them back; then the screen they are of is shown.</param>
    public void Discarded(int changes, Action undo) => Discarded(changes, navigation.Uri, undo);

    /// <summary>They are given up on a screen with a search.</summary>
    /// <param name="changes">How many; of none nothing is said.</param>
    /// <param name="here">The screen with its search.</param>
    /// <param name="undo">Puts them back; then the screen is shown.</param>
    public void Discarded(int changes, string here, Action undo)
    {
        if (changes > 0)
        {
            notifier.Say(Say.Count(changes, Texts.DiscardedOne, Texts.DiscardedOther), Texts.Undo, () =>
            {
                undo();
                navigation.NavigateTo(here);
                return Task.CompletedTask;
            });
        }
    }

    /// <summary>There were some, and everything in them is so by now.</summary>
    public void Done(DateTimeOffset from) => notifier.Say(Say.Format(Texts.DraftDone, Say.Moment(from, clock.GetUtcNow())));
}
