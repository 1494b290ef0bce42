namespace Rexpondo.Relations.Core.Drafts;

/// <summary>What the desk needs of a draft to write it, whatever its format.</summary>
internal interface ISharedDraft
{
    int Tabs { get; set; }

    ITimer? Due { get; set; }

    /// <summary>A save of it is under way.</summary>
    bool IsHeld { get; }

    /// <summary>One write at a time, so that the last one written is the last one changed.</summary>
    SemaphoreSlim Writing { get; }

    /// <summary>What is to be written: a draft, or null to remove it. False if the store has it already.</summary>
    bool NextWrite(out Draft? draft);

    /// <summary>The store has this now.</summary>
    void Written(Draft? draft);

    /// <summary>Gives it up for all tabs; what it was, or null if there was nothing.</summary>
    Draft? Discard();

    /// <summary>Takes back what was given up; false if something else has been changed since.</summary>
    bool Restore(Draft draft);
}
