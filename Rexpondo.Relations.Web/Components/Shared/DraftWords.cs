using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.Components.Shared;

/// <summary>Says what becomes of unsaved changes when somebody leaves or gives them up, with the button that goes back on it.</summary>
public sealed class DraftWords(Notifier notifier, NavigationManager navigation)
{
    /// <summary>Somebody leaves: they stay.</summary>
    /// <param name="changes">How many.</param>
    /// <param name="words">How that is said where <i>draft</i> means something else.</param>
    /// <param name="address">The screen with its search and chip, where the browser alone knows them; null: the address navigated to.</param>
    public void Kept(int changes, string? words = null, string? address = null)
    {
        var here = address ?? navigation.Uri;
        notifier.Say(words ?? Say.Count(changes, Texts.DraftKeptOne, Texts.DraftKeptOther), Texts.BackToThem, () =>
        {
            GoTo(here);
            return Task.CompletedTask;
        });
    }

    /// <summary>They are given up.</summary>
    /// <param name="changes">How many; of none nothing is said.</param>
    /// <param name="undo">Puts them back, then the screen they are of is shown; false if something has been changed there since.</param>
    /// <param name="address">The screen with its search and chip, where the browser alone knows them; null: the address navigated to.</param>
    public void Discarded(int changes, Func<bool> undo, string? address = null)
    {
        var here = address ?? navigation.Uri;
        if (changes > 0)
        {
            notifier.Say(Say.Count(changes, Texts.DiscardedOne, Texts.DiscardedOther), Texts.Undo, () =>
            {
                if (undo())
                {
                    GoTo(here);
                }
                else
                {
                    NotPutBack();
                }

                return Task.CompletedTask;
            });
        }
    }

    /// <summary>What was given up is not there again: something has been changed on that screen since.</summary>
    public void NotPutBack() => notifier.Say(Texts.NotPutBack);

    /// <summary>There were some, and everything in them is so by now.</summary>
    public void Done(DateTimeOffset from) => notifier.Say(Say.Format(Texts.DraftDone, Say.Clock(from)));

    // Who is there already stays: going to the same page again would take the search out of the address.
    private void GoTo(string address)
    {
        if (PathOf(address) != PathOf(navigation.Uri))
        {
            navigation.NavigateTo(address);
        }
    }

    private string PathOf(string address) => navigation.ToBaseRelativePath(navigation.ToAbsoluteUri(address).AbsoluteUri).Split('?', '#')[0];
}
