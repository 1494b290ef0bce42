using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>Lists pending changes one by one, for the eye before the save.</summary>
public static class MatrixReview
{
    /// <summary>More are counted, not listed.</summary>
    public const int MaxLines = 200;

    /// <summary>One line for each row with a pending change, in the order of the list; other matrices' edits are counted.</summary>
    public static IReadOnlyList<string> Lines(MatrixState state, MatrixReader reader)
    {
        var changed = state.Edits.Rows(state.Matrix.FixedId);
        var ids = state.Snapshot.Rows.Space.Order.Where(changed.Contains).Take(MaxLines).ToList();
        var lines = new List<string>();
        foreach (var name in reader.Names(state.Snapshot.Rows, ids))
        {
            var stored = state.Snapshot.Stored[name.Id];
            var (set, clear) = state.Edits.Masks(state.Matrix.FixedId, name.Id);
            var words = new List<string>();
            Add(set - stored, Texts.ReviewGranted);
            Add(clear & stored, Texts.ReviewWithdrawn);
            if (words.Count > 0)
            {
                lines.Add(Say.Format(Texts.WithNames, name.Name, string.Join("; ", words)));
            }

            void Add(Core.PermissionSet keys, string text)
            {
                if (!keys.IsEmpty)
                {
                    words.Add(Say.Format(text, WhyWords.Names(state.Snapshot.Keys, keys)));
                }
            }
        }

        if (changed.Count > ids.Count)
        {
            lines.Add(Say.Format(Texts.ReviewMore, changed.Count - ids.Count));
        }

        var beside = state.Edits.Matrices.Where(other => other.FixedId != state.Matrix.FixedId)
            .Sum(other => state.Edits.Rows(other.FixedId).Count);
        if (beside > 0)
        {
            lines.Add(Say.Count(beside, Texts.ReviewBesideOne, Texts.ReviewBesideOther));
        }

        return lines;
    }
}
