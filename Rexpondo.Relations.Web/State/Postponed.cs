using Rexpondo.Relations.Core.Watching;

namespace Rexpondo.Relations.Web.State;

/// <summary>What others do while a save is under way, its confirmation included: told once it is known what was saved here.</summary>
internal sealed class Postponed
{
    private ChangeBatch? waiting;

    /// <summary>Something was committed.</summary>
    public void Add(ChangeBatch batch) => waiting = waiting?.Then(batch) ?? batch;

    /// <summary>What was heard meanwhile, once; null if nothing.</summary>
    public ChangeBatch? Take()
    {
        var batch = waiting;
        waiting = null;
        return batch;
    }
}
