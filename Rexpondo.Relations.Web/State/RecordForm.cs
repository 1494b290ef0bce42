using System.Collections.Immutable;
using Rexpondo.Relations.Core.Records;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// One open edit screen: what was seen, what is wanted, what is wrong with it and what others did meanwhile. What is typed is
/// only ever changed by the agent; knows nothing of Blazor.
/// </summary>
/// <typeparam name="TFields">The fields of the record.</typeparam>
/// <param name="fields">The table of its fields.</param>
/// <param name="seen">What the form is opened with.</param>
public sealed class RecordForm<TFields>(IReadOnlyList<FormInput<TFields>> fields, TFields seen)
    where TFields : class
{
    /// <summary>The fields, in order.</summary>
    public IReadOnlyList<FormInput<TFields>> Fields => fields;

    private readonly Dictionary<string, string> sought = [];

    /// <summary>What the agent saw: what the form was opened with, or what the last conflict showed.</summary>
    public TFields Seen { get; private set; } = seen;

    /// <summary>What is typed.</summary>
    public TFields Wanted { get; private set; } = seen;

    /// <summary>What is wrong with it, all at once; each is gone once its field is typed into.</summary>
    public ImmutableArray<FieldError> Errors { get; private set; } = [];

    /// <summary>What another agent changed before a save, field by field; shown until the next save.</summary>
    public ImmutableArray<FieldConflict> Conflicts { get; private set; } = [];

    /// <summary>Names of fields another agent has changed since the form was opened, while something is typed.</summary>
    public ImmutableArray<string> ChangedMeanwhile { get; private set; } = [];

    /// <summary>How many fields differ from what was seen.</summary>
    public int Changes => fields.Count(IsChanged);

    /// <summary>True if a change could change what somebody has access to.</summary>
    public bool HasEffect => fields.Any(one => one.HasEffect && IsChanged(one)) && !fields.Any(IsUnpicked);

    /// <summary>True if the field differs from what was seen.</summary>
    public bool IsChanged(FormInput<TFields> field) => field.Get(Wanted) != field.Get(Seen);

    /// <summary>Something is typed that nothing is called by: on the way to a choice, or an error at the next save.</summary>
    public bool IsUnpicked(FormInput<TFields> field) => field.Look == FieldLook.Pick && field.Get(Wanted) == $"{Picker.Unknown}";

    /// <summary>What is typed to find a choice, as long as none is made; else null.</summary>
    public string? Sought(FormInput<TFields> field) => IsUnpicked(field) ? sought.GetValueOrDefault(field.Name, "") : null;

    /// <summary>The agent seeks a choice.</summary>
    public void Seek(FormInput<TFields> field, string text) => sought[field.Name] = text;

    /// <summary>True if the record is stored with something else than what was seen.</summary>
    public bool IsBehind(TFields now) => fields.Any(field => field.Get(now) != field.Get(Seen));

    /// <summary>Why the field is refused, or null.</summary>
    public string? ErrorOf(FormInput<TFields> field) => Errors.FirstOrDefault(error => error.Field == field.Name)?.Reason;

    /// <summary>Errors that belong to none of the fields.</summary>
    public IEnumerable<FieldError> OtherErrors => Errors.Where(error => fields.All(one => one.Name != error.Field));

    /// <summary>The agent types.</summary>
    public void Set(FormInput<TFields> field, string text)
    {
        Wanted = field.With(Wanted, text);
        Errors = Errors.RemoveAll(error => error.Field == field.Name);
    }

    /// <summary>What is typed, field by field.</summary>
    public FormEdits Edits => fields.Aggregate(FormEdits.None, (edits, one) => edits.With(one.Name, one.Get(Seen), one.Get(Wanted), Sought(one)));

    /// <summary>
    /// Takes over what is kept or typed elsewhere by the same agent. A field that is stored as wanted by now is done; one that is
    /// stored with something else than was seen counts as not seen, so that the next save tells it before it overwrites anything.
    /// </summary>
    /// <param name="edits">What is typed; a field that is not in it is not changed.</param>
    /// <param name="now">What is stored.</param>
    public void Take(FormEdits edits, TFields now)
    {
        foreach (var field in fields)
        {
            if (edits.Fields.TryGetValue(field.Name, out var typed) && typed.Text != field.Get(now))
            {
                Errors = field.Get(Wanted) == typed.Text ? Errors : Errors.RemoveAll(error => error.Field == field.Name);
                (Seen, Wanted) = (field.With(Seen, typed.Seen), field.With(Wanted, typed.Text));
                Seek(field, typed.Sought ?? "");
            }
            else
            {
                // Done, or saved or given up in another tab: what is stored is all there is.
                var seen = edits.Fields.ContainsKey(field.Name) || IsChanged(field) ? field.With(Seen, field.Get(now)) : Seen;
                (Seen, Wanted) = (seen, field.With(Wanted, field.Get(seen)));
            }
        }

        Hear(now);
    }

    /// <summary>Forgets what is typed and shows what is stored.</summary>
    public void Discard(TFields now) => (Seen, Wanted, Errors, Conflicts, ChangedMeanwhile) = (now, now, [], [], []);

    /// <summary>A save was refused.</summary>
    public void Refuse(ImmutableArray<FieldError> errors) => (Errors, Conflicts) = (errors, []);

    /// <summary>
    /// A save met changes of others: they count as seen now. What the agent did not touch becomes what is stored, what she
    /// touched stays as typed and overwrites it at the next save.
    /// </summary>
    public void Meet(TFields now, ImmutableArray<FieldConflict> conflicts)
    {
        Rebase(now);
        (Errors, Conflicts, ChangedMeanwhile) = ([], conflicts, []);
    }

    /// <summary>It is stored. What was typed while the save was on its way stays, and is not saved yet.</summary>
    /// <param name="submitted">What was handed to the save.</param>
    /// <param name="now">What is stored.</param>
    public void Stored(TFields submitted, TFields now)
    {
        var typed = Wanted;
        var kept = fields.Where(field => field.Get(typed) != field.Get(submitted)).Aggregate(now, (all, field) => field.With(all, field.Get(typed)));
        (Seen, Wanted, Errors, Conflicts, ChangedMeanwhile) = (now, kept, [], [], []);
    }

    /// <summary>
    /// One of the screen's buttons changed the record: taken over, and what is typed stays. A typed field that is stored with
    /// something else than was seen counts as not seen, so that the next save tells it before it overwrites anything.
    /// </summary>
    public void TakeOver(TFields now)
    {
        var unseen = fields.Where(field => IsChanged(field) && field.Get(now) != field.Get(Seen) && field.Get(now) != field.Get(Wanted)).ToList();
        var seen = unseen.Aggregate(now, (all, field) => field.With(all, field.Get(Seen)));
        Rebase(now);
        (Seen, ChangedMeanwhile) = (seen, [.. unseen.Select(field => field.Name)]);
    }

    /// <summary>
    /// Somebody saved something. Without anything typed the form shows what is stored; otherwise it says what differs. A field that
    /// is stored as it is typed is done.
    /// </summary>
    public void Hear(TFields now)
    {
        Seen = fields.Where(field => IsChanged(field) && field.Get(now) == field.Get(Wanted)).ToList()
            .Aggregate(Seen, (seen, field) => field.With(seen, field.Get(now)));
        if (Changes == 0)
        {
            (Seen, Wanted, ChangedMeanwhile) = (now, now, []);
        }
        else
        {
            ChangedMeanwhile = [.. fields.Where(field => field.Get(now) != field.Get(Seen)).Select(field => field.Name)];
        }
    }

    private void Rebase(TFields now)
    {
        Wanted = fields.Where(IsChanged).ToList().Aggregate(now, (wanted, field) => field.With(wanted, field.Get(Wanted)));
        Seen = now;
    }
}
