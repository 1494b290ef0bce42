using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Tests.Records;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.State;

/// <summary>Opens edit screens without Blazor.</summary>
internal static class RecordStates
{
    /// <param name="screens">The desk.</param>
    /// <param name="records">Its editors.</param>
    /// <param name="id">Which group; null for a new one.</param>
    /// <param name="with">What differs from the program.</param>
    public static RecordState<GroupFields> Group(
        this Screens screens, RecordDesk records, GroupId? id, Func<RecordAccess<GroupFields>, RecordAccess<GroupFields>>? with = null)
    {
        var access = new RecordAccess<GroupFields>(
            new GroupFields(),
            number => records.Groups.Read(new(number)),
            (wanted, agent, reason, token) => records.Groups.AddAsync(wanted, agent, reason, token),
            (number, seen, wanted, agent, reason, token) => records.Groups.SaveAsync(new(number), seen, wanted, agent, reason, token),
            (number, wanted) => records.Groups.Preview(new(number), wanted),
            records.Groups.PreviewAdd);
        access = with?.Invoke(access) ?? access;
        return new(access, new RecordPreview<GroupFields>(access, screens.Reader, screens.Desk.Catalogs, isPerson: false), RecordForms.Group, id?.Value);
    }
}
