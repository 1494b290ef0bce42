using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Settings;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// The deployment screen: the drafts, which of them are picked, and the history. At first all are picked; a draft that comes
/// or changes while the screen is open is not, until somebody who has seen it picks it.
/// </summary>
public sealed class DeploymentForm
{
    /// <summary>So many deployments are shown until one asks for all.</summary>
    public const int FirstDeployments = 20;

    private readonly SettingsReader reader;
    private readonly AccessWorldReader worlds;
    private readonly MatrixReader matrices;
    private readonly HashSet<string> picked = [];
    private readonly Dictionary<string, string> seenInForce = [];
    private int deployments = FirstDeployments;
    private SettingEffects? effects;

    /// <summary>Opens the screen.</summary>
    public DeploymentForm(SettingsReader reader, AccessWorldReader worlds, MatrixReader matrices)
    {
        (this.reader, this.worlds, this.matrices) = (reader, worlds, matrices);
        Settings = reader.Read();
        picked.UnionWith(Settings.Drafts.Select(draft => draft.Name));
        Refresh();
    }

    /// <summary>In force and drafted.</summary>
    public SettingsState Settings { get; private set; }

    /// <summary>What has been deployed, the newest first.</summary>
    public IReadOnlyList<Deployment> Deployments { get; private set; } = [];

    /// <summary>How many deployments there were.</summary>
    public int TotalDeployments { get; private set; }

    /// <summary>What is picked, as it is shown.</summary>
    public IReadOnlyList<PickedDraft> Picked =>
        [.. Settings.Drafts.Where(draft => picked.Contains(draft.Name)).Select(draft => new PickedDraft(draft.Name, draft.Value, seenInForce.GetValueOrDefault(draft.Name)))];

    /// <summary>What would happen once the picked drafts are in force.</summary>
    public SettingEffects Effects => effects ??= new SettingEffects(
        matrices, worlds.Read(), WouldBe);

    /// <summary>Permission keys that would be withdrawn though they are in use, with the rows that carry them.</summary>
    public IReadOnlyList<(string Key, int Rows)> HiddenRows => State.HiddenRows.Of(reader, Settings.InForce, WouldBe);

    private RelationSettings WouldBe => Picked.Aggregate(Settings.InForce, (settings, pick) => Settings.With(settings, pick.Name, pick.Value).Settings);

    /// <summary>True if a draft is picked.</summary>
    public bool IsPicked(string name) => picked.Contains(name);

    /// <summary>The value in force is another one than when the draft was begun.</summary>
    public bool InForceChanged(SettingDraft draft) => Settings.ValueOf(draft.Name) != draft.BaseValue;

    /// <summary>Picks a draft or leaves it.</summary>
    public void Pick(string name, bool on)
    {
        effects = null;
        if (on)
        {
            picked.Add(name);
        }
        else
        {
            picked.Remove(name);
        }
    }

    /// <summary>The agent has been told what is in force now, and goes on.</summary>
    public void Accept(InForceChanged told)
    {
        foreach (var (name, _, inForce) in told.Values)
        {
            seenInForce[name] = inForce;
        }
    }

    /// <summary>Takes over who has what now, and nothing of what others draft or deploy: for what is being confirmed.</summary>
    public void ReadWorld() => effects = null;

    /// <summary>Shows all deployments from now on.</summary>
    public void ShowAll()
    {
        deployments = int.MaxValue;
        Deployments = reader.Deployments(deployments);
    }

    /// <summary>Reads again.</summary>
    public void Refresh()
    {
        var before = Settings;
        Settings = reader.Read();
        picked.RemoveWhere(name => Settings.DraftOf(name)?.Value != before.DraftOf(name)?.Value);
        (Deployments, TotalDeployments, effects) = (reader.Deployments(deployments), reader.CountDeployments(), null);
    }
}
