using System.Collections.Immutable;
using System.Diagnostics;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Settings;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// One open setting: in force, drafted, and as it is being edited. What others draft or deploy is taken over while nothing
/// is edited here; what is edited here stays, and nothing of theirs is overwritten unseen.
/// </summary>
public sealed class SettingForm
{
    private readonly SettingsReader reader;
    private readonly AccessWorldReader worlds;
    private readonly MatrixReader matrices;
    private string start = "";
    private SettingEffects? effects;
    private IReadOnlyDictionary<string, BackEndNumbers>? numbers;
    private (AccessWorld World, string Value)? worked;

    /// <summary>Opens the setting.</summary>
    public SettingForm(SettingsReader reader, AccessWorldReader worlds, MatrixReader matrices, string name)
    {
        (this.reader, this.worlds, this.matrices, Name) = (reader, worlds, matrices, name);
        (Settings, World) = (reader.Read(), worlds.Read());
        Edited = Settings.InForce;
        Open();
    }

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

    /// <summary>Names in a list of groups.</summary>
    public ImmutableArray<string> Names => Name switch
    {
        SettingNames.AlwaysGroups => Edited.AlwaysGroups,
        SettingNames.CompanyAlwaysGroups => Edited.CompanyAlwaysGroups,
        SettingNames.NeverGroups => Edited.NeverGroups,
        SettingNames.PermissionKeys => Edited.PermissionKeys,
        _ => [],
    };

    /// <summary>The value of an on/off setting.</summary>
    public bool IsOn => Name == SettingNames.Services ? Edited.ServicesOn : Edited.DefaultServicesForUnknown;

    /// <summary>Keys that would be withdrawn, with the rows that carry them.</summary>
    public IReadOnlyList<(string Key, int Rows)> HiddenRows { get; private set; } = [];

    /// <summary>What is wrong with a name in the list, with the settings as they would be.</summary>
    public GroupNameProblem ProblemOf(string name) => GroupNameRule.ProblemOf(World.Catalog.With(Edited), Name, name);

    /// <summary>Reads again; what is edited here stays.</summary>
    public void Refresh()
    {
        var untouched = !IsDirty;
        (Settings, World, numbers) = (reader.Read(), worlds.Read(), null);
        if (untouched)
        {
            Open();
        }
        else
        {
            Edit(Settings.With(Settings.InForce, Name, Value) is (var settings, null) ? settings : Edited);
        }
    }

    /// <summary>Forgets what is edited here and shows what there is.</summary>
    public void Open()
    {
        (SeenDraft, SeenInForce) = (Draft?.Value, Draft?.BaseValue ?? InForce);
        start = SeenDraft ?? InForce;
        Edit(Settings.With(Settings.InForce, Name, start) is (var settings, null) ? settings : Settings.InForce);
        start = Value; // a draft that is no longer possible is shown as what is in force
    }

    /// <summary>What others have drafted or deployed meanwhile has been shown, and may be overwritten.</summary>
    public void Accept()
    {
        (Settings, World, numbers) = (reader.Read(), worlds.Read(), null);
        (SeenDraft, SeenInForce) = (Draft?.Value, InForce);
    }

    /// <summary>Takes over who has what now, and nothing of what others draft or deploy: for what is being confirmed.</summary>
    public void ReadWorld() => (World, numbers) = (worlds.Read(), null);

    /// <summary>Switches a back end; not one that its file fixes.</summary>
    public void Switch(string backEnd, bool on)
    {
        if (Settings.BackEnds.Any(one => one.Name == backEnd && one.GroupSupport is null))
        {
            Edit(Edited with { GroupSupport = Edited.GroupSupport.With(backEnd, on, Settings.BackEnds.Select(one => one.Name)) });
        }
    }

    /// <summary>Switches the setting.</summary>
    public void Switch(bool on) => Edit(Name == SettingNames.Services ? Edited with { ServicesOn = on } : Edited with { DefaultServicesForUnknown = on });

    /// <summary>Adds a name to a list of groups, as it is written; one that is there already stays once.</summary>
    public void Add(string name) => With(Names.Contains(name) ? Names : Names.Add(name));

    /// <summary>Takes a name or a key out of the list.</summary>
    public void Remove(string name) => With(Names.Remove(name));

    /// <summary>Adds a permission key before <c>rw</c>; gives the reason if it is not possible.</summary>
    public string? AddKey(string key)
    {
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
        var to = Names.IndexOf(key) + by;
        if (CanMove(key, by))
        {
            With(Names.Remove(key).Insert(to, key));
        }
    }

    /// <summary>True if a key can be moved so.</summary>
    public bool CanMove(string key, int by) => key != "rw" && Names.IndexOf(key) + by is >= 0 and var to && to < Names.Length - 1;

    /// <summary>The default.</summary>
    public void Reset() => Edit(Settings.With(Settings.InForce, Name, SettingValues.Default(Name)).Settings);

    private void With(ImmutableArray<string> names) => Edit(Name switch
    {
        SettingNames.AlwaysGroups => Edited with { AlwaysGroups = names },
        SettingNames.CompanyAlwaysGroups => Edited with { CompanyAlwaysGroups = names },
        SettingNames.NeverGroups => Edited with { NeverGroups = names },
        SettingNames.PermissionKeys => Edited with { PermissionKeys = names },
        _ => throw new UnreachableException(),
    });

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
