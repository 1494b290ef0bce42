using System.Collections.Immutable;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Watching;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// One open setting: in force, drafted, and as it is being edited. What others draft or deploy is taken over while nothing
/// is edited here; what is edited here stays, and nothing of theirs is overwritten unseen. What is edited is kept for the agent
/// and shared by her tabs until it is saved.
/// </summary>
public sealed class SettingForm : IDisposable
{
    private readonly SettingsReader reader;
    private readonly AccessWorldReader worlds;
    private readonly MatrixReader matrices;
    private readonly OpenDraft<SettingEdit> unsaved;
    private string start = "";
    private SettingEdit mine = SettingEdit.None; // what this tab kept or took over last: nothing newer is overwritten
    private SettingEffects? effects;
    private IReadOnlyDictionary<string, BackEndNumbers>? numbers;
    private (AccessWorld World, string Value)? worked;

    /// <summary>Opens the setting.</summary>
    /// <param name="reader">Reads settings and drafts.</param>
    /// <param name="worlds">Reads who has what.</param>
    /// <param name="matrices">Reads names.</param>
    /// <param name="name">Name of the setting.</param>
    /// <param name="unsaved">Where what is edited is kept, and may be already; null keeps it here alone.</param>
    public SettingForm(SettingsReader reader, AccessWorldReader worlds, MatrixReader matrices, string name, OpenDraft<SettingEdit>? unsaved = null)
    {
        this.unsaved = unsaved ?? new OpenDraft<SettingEdit>(new SettingEditFormat());
        (this.reader, this.worlds, this.matrices, Name) = (reader, worlds, matrices, name);
        (Settings, World) = (reader.Read(), worlds.Read());
        Edited = Settings.InForce;
        Show();
        Take();
    }

    /// <summary>Another tab of the same agent edited; raised on that tab's thread. <see cref="Take"/> shows it.</summary>
    public event Action? EditedElsewhere
    {
        add => unsaved.ChangedElsewhere += value;
        remove => unsaved.ChangedElsewhere -= value;
    }

    /// <summary>When what was edited already at the opening was edited; null if there was nothing.</summary>
    public DateTimeOffset? FoundFrom => unsaved.Found?.At;

    /// <summary>Name of the setting.</summary>
    public string Name { get; }

    /// <summary>In force and drafted.</summary>
    public SettingsState Settings { get; private set; }

    /// <summary>The world it would change.</summary>
    public AccessWorld World { get; private set; }

    /// <summary>The settings with the value as it is being edited.</summary>
    public RelationSettings Edited { get; private set; }

    /// <summary>The draft there is, or null.</summary>
    public SettingDraft? Draft => Settings.DraftOf(Name);

    /// <summary>The value in force.</summary>
    public string InForce => Settings.ValueOf(Name);

    /// <summary>The value as it is being edited.</summary>
    public string Value => SettingValues.ToJson(Edited, Name);

    /// <summary>The draft that was seen here last, or null if there was none.</summary>
    public string? SeenDraft { get; private set; }

    /// <summary>The value in force that was seen here last; null: the one the draft was begun upon.</summary>
    public string? SeenInForce { get; private set; }

    /// <summary>Something is edited that is neither drafted nor in force.</summary>
    public bool IsDirty => Value != start;

    /// <summary>Something is edited, commented or on its way into a list, and would be lost if it were not kept.</summary>
    public bool HasUnsaved => mine.Count > 0;

    /// <summary>The comment for the deployment, as typed so far in any tab.</summary>
    public string Comment => mine.Comment;

    /// <summary>What is typed into the box that adds to the list, and not added yet.</summary>
    public string Adding => mine.Adding;

    /// <summary>There is something to deploy.</summary>
    public bool Differs => Value != InForce;

    /// <summary>Somebody drafted another value, or took the draft away, while something is edited here.</summary>
    public bool DraftChangedMeanwhile => Draft?.Value != SeenDraft;

    /// <summary>What would happen once it is in force.</summary>
    public SettingEffects Effects
    {
        get
        {
            WorkOut();
            return effects!;
        }
    }

    /// <summary>How many customer users each back end has, and how many of them have no group at all once it is switched on.</summary>
    public IReadOnlyDictionary<string, BackEndNumbers> Numbers => numbers ??= BackEndNumbers.Of(World);

    /// <summary>Names in a list of groups or keys.</summary>
    public ImmutableArray<string> Names => SettingLists.Of(Edited, Name);

    /// <summary>The value of an on/off setting.</summary>
    public bool IsOn => Name == SettingNames.Services ? Edited.ServicesOn : Edited.DefaultServicesForUnknown;

    /// <summary>Keys that would be withdrawn, with the rows that carry them.</summary>
    public IReadOnlyList<(string Key, int Rows)> HiddenRows { get; private set; } = [];

    /// <summary>What is wrong with a name in the list, with the settings as they would be.</summary>
    public GroupNameProblem ProblemOf(string name) => GroupNameRule.ProblemOf(World.Catalog.With(Edited), Name, name);

    /// <summary>Reads again; what is edited here stays.</summary>
    public void Refresh()
    {
        Settings = reader.Read();
        ReadWorld();
        if (unsaved.Value != mine)
        {
            Take();
        }
        else if (IsDirty)
        {
            Edit(Settings.With(Settings.InForce, Name, Value) is (var settings, null) ? settings : Edited);
            Keep();
        }
        else
        {
            Show();
            Keep();
        }
    }

    /// <summary>Takes over what others changed; what is edited here stays.</summary>
    /// <returns>False if nothing that is shown can have changed.</returns>
    public bool Refresh(ChangeBatch batch)
    {
        var seen = Settings;
        if (!batch.TouchesLists(Name is SettingNames.Services or SettingNames.DefaultsForUnknown ? RelationSide.Service : RelationSide.Group)
            && reader.Read() is var now && now.Drafts.SequenceEqual(seen.Drafts))
        {
            return false;
        }

        Refresh();
        return true;
    }

    /// <summary>
    /// What is edited here has been drafted or deployed, and its row is gone from the store: it is no longer unsaved. What
    /// another tab has edited since stays, on top of what there is now.
    /// </summary>
    /// <param name="deployed">The comment stands in the log.</param>
    public void Saved(bool deployed)
    {
        var written = mine;
        var rest = SettingEdit.None with { Comment = deployed ? "" : written.Comment, Adding = written.Adding };
        unsaved.Saved(kept => kept == written ? rest : kept, kept => kept.Count, revision: 0);
        Settings = reader.Read();
        ReadWorld();
        Take();
    }

    /// <summary>Takes over what is kept, or edited in another tab. What is so by now is done, what is no longer possible is given up.</summary>
    public void Take()
    {
        mine = unsaved.Value;
        if (mine is { Value: { } value } kept && Settings.With(Settings.InForce, Name, value) is (var settings, null))
        {
            (SeenDraft, SeenInForce) = (kept.SeenDraft, kept.SeenInForce);
            start = SeenDraft ?? SeenInForce ?? InForce;
            Edit(settings);
            Keep();
        }
        else
        {
            Show();
            Keep();
        }
    }

    /// <summary>Forgets what is edited, here and in other tabs, and shows what there is; gives what it was, so that it can be put back.</summary>
    public SettingEdit Forget()
    {
        var forgotten = SettingEdit.None;
        unsaved.Update(kept => (forgotten = kept).Count == 0 ? kept : SettingEdit.None, kept => kept.Count, revision: 0);
        Take();
        return forgotten;
    }

    /// <summary>Writes at once what is to be kept: nothing of it is on its way while a save removes it.</summary>
    public Task FlushAsync() => unsaved.FlushAsync();

    /// <summary>Closes the screen; what is edited stays kept.</summary>
    public void Dispose() => unsaved.Dispose();

    private void Show()
    {
        (SeenDraft, SeenInForce) = (Draft?.Value, Draft?.BaseValue ?? InForce);
        start = SeenDraft ?? InForce;
        Edit(Settings.With(Settings.InForce, Name, start) is (var settings, null) ? settings : Settings.InForce);
        start = Value; // a draft that is no longer possible is shown as what is in force
    }

    /// <summary>What others have drafted or deployed meanwhile has been shown, and may be overwritten.</summary>
    public void Accept()
    {
        Settings = reader.Read();
        ReadWorld();
        (SeenDraft, SeenInForce) = (Draft?.Value, InForce);
        Keep();
    }

    /// <summary>Takes over who has what now, and nothing of what others draft or deploy: for what is being confirmed.</summary>
    public void ReadWorld() => (World, numbers) = (worlds.Read(), null);

    /// <summary>The agent types a comment.</summary>
    public void Say(string comment) => Note(edit => edit with { Comment = comment });

    /// <summary>The agent types what is to be added.</summary>
    public void Seek(string text) => Note(edit => edit with { Adding = text });

    /// <summary>Switches a back end; not one that its file fixes.</summary>
    public void Switch(string backEnd, bool on)
    {
        TakeOthers();
        if (Settings.BackEnds.Any(one => one.Name == backEnd && one.GroupSupport is null))
        {
            Change(Edited with { GroupSupport = Edited.GroupSupport.With(backEnd, on, Settings.BackEnds.Select(one => one.Name)) });
        }
    }

    /// <summary>Switches the setting.</summary>
    public void Switch(bool on)
    {
        TakeOthers();
        Change(Name == SettingNames.Services ? Edited with { ServicesOn = on } : Edited with { DefaultServicesForUnknown = on });
    }

    /// <summary>Adds a name to a list of groups; one that is there already stays once.</summary>
    public void Add(string name)
    {
        TakeOthers();
        With(Names.Contains(name) ? Names : Names.Add(name));
    }

    /// <summary>Takes a name or a key out of the list.</summary>
    public void Remove(string name)
    {
        TakeOthers();
        With(Names.Remove(name));
    }

    /// <summary>Adds a permission key before <c>rw</c>; gives the reason if it is not possible.</summary>
    public string? AddKey(string key)
    {
        TakeOthers();
        var keys = Names.Insert(Names.Length - 1, key);
        if (SettingValues.KeysError(keys) is { } error)
        {
            return error;
        }

        With(keys);
        return null;
    }

    /// <summary>Moves a key by one place; <c>rw</c> stays last.</summary>
    public void Move(string key, int by)
    {
        TakeOthers();
        With(SettingLists.Moved(Names, key, by));
    }

    /// <summary>True if a key can be moved so.</summary>
    public bool CanMove(string key, int by) => SettingLists.CanMove(Names, key, by);

    /// <summary>The default.</summary>
    public void Reset() => Change(Settings.With(Settings.InForce, Name, SettingValues.Default(Name)).Settings);

    // Another tab may have edited a moment ago, and this one has not heard it yet: what is clicked here comes on top.
    private void TakeOthers()
    {
        if (unsaved.Value != mine)
        {
            Take();
        }
    }

    private void Note(Func<SettingEdit, SettingEdit> change)
    {
        TakeOthers();
        mine = unsaved.Update(change, kept => kept.Count, revision: 0);
    }

    private void With(ImmutableArray<string> names) => Change(SettingLists.With(Edited, Name, names));

    private void Change(RelationSettings edited)
    {
        Edit(edited);
        Keep();
    }

    // Somebody may have saved what is edited here, by whatever way: then there is nothing left to save.
    private void Keep()
    {
        if (IsDirty && Value == (Draft?.Value ?? InForce))
        {
            Show();
        }

        var edit = IsDirty
            ? mine with { Value = Value, SeenDraft = SeenDraft, SeenInForce = SeenInForce }
            : mine with { Value = null, SeenDraft = null, SeenInForce = null };
        var kept = unsaved.Update(kept => kept == edit || kept != mine ? kept : edit, kept => kept.Count, revision: 0);
        mine = kept == edit ? kept : mine; // else another tab was quicker, and is heard
    }

    private void Edit(RelationSettings edited)
    {
        Edited = edited;
        HiddenRows = State.HiddenRows.Of(reader, Settings.InForce, edited);
    }

    private void WorkOut()
    {
        if (worked != (World, Value))
        {
            (worked, effects) = ((World, Value), new SettingEffects(matrices, World, Edited));
        }
    }
}
