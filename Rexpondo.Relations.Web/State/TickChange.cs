using Rexpondo.Relations.Core;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>The words for a pending tick of a service or a customer.</summary>
internal static class TickChange
{
    public static IEnumerable<WhyPart> Of(MatrixState state, int row, PermissionSet stored)
    {
        var pending = state.Edits.Shown(state.Matrix.FixedId, row, stored);
        return pending == stored ? []
            : pending.IsEmpty ? [new WhyPart(WhyLook.Loss, Texts.WillBeWithdrawn)]
            : [new WhyPart(WhyLook.Change, Texts.WillBeGranted)];
    }
}
