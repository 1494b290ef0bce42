using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>Says who else is here: <c>ben has this open · carla has unsaved changes here · +2</c>.</summary>
public static class PresenceWords
{
    /// <summary>So many are named; who has unsaved changes goes first among these.</summary>
    public const int Named = 3;

    /// <summary>One line; empty when nobody is there.</summary>
    public static string Of(IReadOnlyList<Attendee> others)
    {
        var named = others.OrderByDescending(one => one.HasUnsaved).Take(Named).ToLookup(one => one.HasUnsaved, one => one.Login);
        List<string> parts = [];
        Add(named[false], Texts.PresenceOpenOne, Texts.PresenceOpenOther);
        Add(named[true], Texts.PresenceUnsavedOne, Texts.PresenceUnsavedOther);
        if (others.Count > Named)
        {
            parts.Add(Say.Format(Texts.PresenceMore, others.Count - Named));
        }

        return string.Join(" · ", parts);

        void Add(IEnumerable<string> logins, string one, string other)
        {
            var list = logins.ToList();
            if (list.Count > 0)
            {
                parts.Add(Say.Format(list.Count == 1 ? one : other, Say.Join(", ", list)));
            }
        }
    }
}
