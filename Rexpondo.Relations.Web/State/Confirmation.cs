using Rexpondo.Relations.Core.Editing;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// The question before a change by which many customer users gain or lose access, the same on every screen: asked above
/// <see cref="Consequences.ConfirmAbove"/>, once more if the consequences themselves changed between question and answer, and for
/// nothing else (spec §2, consequences).
/// </summary>
public static class Confirmation
{
    /// <summary>True if nothing has to be asked, or the agent agrees to what it would do now.</summary>
    /// <param name="now">What it would do, as the store is now; null: there is nothing to confirm any more.</param>
    /// <param name="ask">
    /// Asks; is given what would be, and what was confirmed before if that is something else now. Null: the agent chose something
    /// else by the question, which is confirmed anew.
    /// </param>
    /// <param name="always">Asks for any number of customer users.</param>
    public static async Task<bool> AskAsync(
        Func<Task<Consequences?>> now, Func<Consequences, Consequences?, Task<bool?>> ask, bool always = false)
    {
        for (Consequences? confirmed = null; ;)
        {
            if (await now() is not { } would || (confirmed?.IsSameAs(would) ?? !(always || would.NeedsConfirmation)))
            {
                return true;
            }

            switch (await ask(would, confirmed))
            {
                case true:
                    confirmed = would;
                    break;
                case false:
                    return false;
                case null:
                    confirmed = null;
                    break;
            }
        }
    }
}
