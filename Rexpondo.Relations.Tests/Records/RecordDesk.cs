using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Core.Storage;
using Rexpondo.Relations.Tests.Storage;

namespace Rexpondo.Relations.Tests.Records;

/// <summary>A desk with the editors of its records.</summary>
internal sealed class RecordDesk : IDisposable
{
    public RecordDesk()
        : this(new Desk())
    {
    }

    public RecordDesk(Desk desk)
    {
        Desk = desk;
        Persons = new CustomerUserEditor(desk.Store, desk.Worlds, desk.Bell, desk.Clock);
        Customers = new CustomerEditor(desk.Store, desk.Worlds, desk.Bell, desk.Clock);
        Groups = new GroupEditor(desk.Store, desk.Worlds, desk.Bell, desk.Clock);
        Services = new ServiceEditor(desk.Store, desk.Worlds, desk.Bell, desk.Clock);
        Relations = new PersonRelations(desk.Store, desk.Worlds, desk.Bell, desk.Clock);
    }

    public Desk Desk { get; }

    public CustomerUserEditor Persons { get; }

    public CustomerEditor Customers { get; }

    public GroupEditor Groups { get; }

    public ServiceEditor Services { get; }

    public PersonRelations Relations { get; }

    public Task<RecordResult> AddAsync<TId, TFields>(RecordEditor<TId, TFields> editor, TFields wanted, AgentId? agent = null)
        where TId : struct
        where TFields : class =>
        editor.AddAsync(wanted, agent ?? Desk.Root, null, default);

    /// <summary>Saves a change of what is stored now.</summary>
    public Task<RecordResult> SaveAsync<TId, TFields>(RecordEditor<TId, TFields> editor, TId id, Func<TFields, TFields> change, AgentId? agent = null, string? reason = null)
        where TId : struct
        where TFields : class
    {
        var seen = editor.Read(id)!;
        return editor.SaveAsync(id, seen, change(seen), agent ?? Desk.Root, reason, default);
    }

    /// <summary>What must be saved; the number of the change set.</summary>
    public static async Task<long?> Saved(Task<RecordResult> result) => (await result).Should().BeOfType<RecordSaved>().Subject.ChangeSet;

    /// <summary>What must be added; the number of the record.</summary>
    public static async Task<int> Added(Task<RecordResult> result) => (await result).Should().BeOfType<RecordSaved>().Subject.Id;

    /// <summary>What must be refused; the errors.</summary>
    public static async Task<IEnumerable<FieldError>> Errors(Task<RecordResult> result) => (await result).Should().BeOfType<RecordRefused>().Subject.Errors;

    /// <summary>The fields of the change log in their order: agent, record, field, old and new value.</summary>
    public List<string> Log() => Desk.Store.Read(connection => connection.Query(
        """
        SELECT s.agent_login, f.record, f.record_id, f.field, coalesce(f.old_value, '(new)'), f.new_value
        FROM change_field f JOIN change_set s ON s.id = f.change_set_id ORDER BY s.id, f.record, f.record_id, f.field
        """,
        row => $"{row.GetString(0)}: {row.GetInt32(1)}/{row.GetInt32(2)} {row.GetString(3)}: {row.GetString(4)} > {row.GetString(5)}"));

    public List<string> Texts(string sql) => Desk.Store.Read(connection => connection.Query(sql, row => row.GetString(0)));

    /// <summary>A second back end, read-only, with the number 2.</summary>
    public void Directory() => Desk.Change("INSERT INTO back_end (id, name) VALUES (2, 'Directory')");

    public void Dispose() => Desk.Dispose();
}
