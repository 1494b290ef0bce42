using System.Globalization;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Web;

/// <summary>The setting <c>Relations:Drafts:Days</c>: how long unsaved changes are kept after the last of them.</summary>
public static class DraftSettings
{
    private const string Days = "Relations:Drafts:Days";

    // More than a hundred years is a mistake, and no date.
    private const int Most = 36500;

    /// <summary>What the settings say; 7 days without a word.</summary>
    /// <exception cref="StoreException">The setting is not possible; the message names it.</exception>
    public static DraftOptions Read(IConfiguration configuration)
    {
        if (configuration[Days] is not { Length: > 0 } text)
        {
            return new DraftOptions();
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= Most
            ? new DraftOptions { KeptFor = TimeSpan.FromDays(days) }
            : throw new StoreException($"{Days} is \"{text}\"; it must be a whole number of days from 1 to {Most}.");
    }
}
