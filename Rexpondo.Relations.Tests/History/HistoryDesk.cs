using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.History;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Records;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.History;

/// <summary>A desk with its history and what takes changes back.</summary>
internal sealed class HistoryDesk : IDisposable
{
    public HistoryDesk()
        : this(new Desk())
    {
    }

    public HistoryDesk(Desk desk)
    {
        Desk = desk;
        Records = new RecordDesk(desk);
        History = new HistoryReader(desk.Store);
        Lines = new ChangeLineReader(desk.Store);
        Undo = new ChangeSetUndo(
            desk.Store, History, desk.Worlds, Records.Persons, Records.Customers, Records.Groups, Records.Services, desk.Bell, desk.Clock);
        Settings = new SettingsEditor(desk.Store, desk.Bell, desk.Clock);
        Ben = desk.Agent("ben");
    }

    public Desk Desk { get; }

    public RecordDesk Records { get; }

    public HistoryReader History { get; }

    public ChangeLineReader Lines { get; }

    public ChangeSetUndo Undo { get; }

    public SettingsEditor Settings { get; }

    /// <summary>A second admin.</summary>
    public AgentId Ben { get; }

    /// <summary>Grants or withdraws a key; the number of the change set.</summary>
    public async Task<long> SetAsync(CustomerUserId person, GroupId group, PermissionSet key, bool on, AgentId? agent = null, string? reason = null) =>
        (await Desk.Save(Desk.Edit(MatrixId.GroupsOf(person), key, on, group.Value), agent, reason)).Should().BeOfType<Saved>().Subject.ChangeSet!.Value;

    /// <summary>Puts a value in force; the number of the change set.</summary>
    public async Task<long> DeployAsync(string name, string value, AgentId? agent = null, string comment = "")
    {
        (await Settings.DeployNowAsync(new PickedDraft(name, value), null, comment, agent ?? Desk.Root, default)).Should().BeOfType<SettingsDeployed>();
        return Desk.Revision();
    }

    /// <summary>Takes a change set back as <c>root</c>; it must be possible.</summary>
    public async Task<Undone> UndoAsync(long changeSet, AgentId? agent = null, string? reason = null) =>
        (await Undo.UndoAsync(changeSet, agent ?? Desk.Root, reason, default)).Should().BeOfType<Undone>().Subject;

    /// <summary>The numbers a filter finds, newest first.</summary>
    public IEnumerable<long> Found(HistoryFilter filter)
    {
        var found = History.Page(filter, null, 1000).Select(entry => entry.Id).ToList();
        History.Count(filter).Should().Be(found.Count);
        return found;
    }

    /// <summary>All lines of a change set.</summary>
    public IReadOnlyList<ChangeLine> LinesOf(long changeSet) => Lines.Page(changeSet, HistoryFilter.All, 0, int.MaxValue).Lines;

    /// <summary>Every relation row, record and setting in force as text: equal texts mean the same desk.</summary>
    public string Everything() => Desk.Store.Read(connection => string.Join('\n',
        new[]
        {
            "SELECT 'person|' || id || '|' || login || '|' || login_folded || '|' || first_name || '|' || email || '|' || ifnull(customer, '') || '|' || validity || '|' || blocked FROM customer_user ORDER BY id",
            "SELECT 'customer|' || id || '|' || customer_id || '|' || name || '|' || city || '|' || validity FROM customer ORDER BY id",
            "SELECT 'group|' || id || '|' || name || '|' || comment || '|' || validity FROM permission_group ORDER BY id",
            "SELECT 'service|' || id || '|' || ifnull(parent_id, '') || '|' || full_name || '|' || comment || '|' || validity FROM service ORDER BY id",
        }.SelectMany(sql => connection.Query(sql, row => row.GetString(0)))
        .Append(Desk.AllRows())
        .Concat(SettingNames.All.Select(name => SettingValues.ToJson(SettingsTable.Read(connection), name)))));

    public void Dispose() => Desk.Dispose();
}
