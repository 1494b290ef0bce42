using System.Collections.Immutable;
using Rexpondo.Relations.Core.Watching;

namespace Rexpondo.Relations.Web.State;

/// <summary>
/// What others have just changed in an open record, field by field, until the agent types; under what is typed, who it was, until
/// that is saved or given up. Compares what is stored with what was told last, however early the form has taken it over.
/// </summary>
/// <typeparam name="TFields">The fields of the record.</typeparam>
/// <param name="form">What is typed.</param>
public sealed class RecordNews<TFields>(RecordForm<TFields> form)
    where TFields : class
{
    private readonly HashSet<long> saved = [];
    private TFields told = form.Seen;
    private ImmutableDictionary<string, FieldNews> fields = ImmutableDictionary<string, FieldNews>.Empty;
    private ImmutableDictionary<string, ImmutableArray<string>> meanwhile = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Logins of those who changed meanwhile what is typed here; empty if that is not known.</summary>
    public ImmutableArray<string> MeanwhileBy => [.. form.ChangedMeanwhile.SelectMany(name => AuthorsUnder(name)).Distinct()];

    /// <summary>What is to be said of a field, or null.</summary>
    public FieldNews? Of(string field) => fields.GetValueOrDefault(field);

    /// <summary>Takes over who changed the record, once the form has taken over what is stored.</summary>
    /// <param name="sets">Change sets of this record; of those that were saved here nothing is said.</param>
    /// <param name="now">What is stored.</param>
    /// <returns>What is said in one line; null if no field that is shown as it is stored has changed.</returns>
    public RecordNewsLine? Take(IEnumerable<ChangedSet> sets, TFields now)
    {
        var others = sets.Where(set => !saved.Remove(set.Id)).ToList();
        var changed = form.Fields.Where(field => field.Get(now) != field.Get(told)).ToList();
        told = now;
        if (others.Count == 0 || changed.Count == 0)
        {
            return null;
        }

        var news = new FieldNews([.. others.Select(set => set.Login).Distinct()], others.Max(set => set.At));
        foreach (var name in changed.Select(field => field.Name).Where(name => form.ChangedMeanwhile.Contains(name)))
        {
            meanwhile = meanwhile.SetItem(name, [.. AuthorsUnder(name).Union(news.Authors)]);
        }

        var shown = changed.Where(field => !form.IsChanged(field) && field.Get(form.Seen) == field.Get(now)).Select(field => field.Name).ToImmutableArray();
        fields = fields.SetItems(shown.Select(name => KeyValuePair.Create(name, news)));
        return shown.IsEmpty ? null : new RecordNewsLine(shown, news.Authors);
    }

    /// <summary>A field that is stored as it is typed is done, and no news of anybody. Asked before the form takes it over.</summary>
    /// <param name="now">What is stored.</param>
    public void Done(TFields now) => Told(form.Fields.Where(field => form.IsChanged(field) && field.Get(form.Wanted) == field.Get(now)), now);

    /// <summary>Something was written here: of that nothing is said when it is heard.</summary>
    /// <param name="changeSet">Its change set.</param>
    /// <param name="before">The record before.</param>
    /// <param name="wanted">What was written.</param>
    /// <param name="now">What is stored.</param>
    public void Wrote(long? changeSet, TFields before, TFields wanted, TFields now)
    {
        if (changeSet is { } set)
        {
            saved.Add(set);
        }

        Told(form.Fields.Where(field => field.Get(before) != field.Get(wanted)), now);
    }

    /// <summary>The agent types: what she has seen is said no longer.</summary>
    public void Touched() => fields = fields.Clear();

    /// <summary>What is typed is saved, given up, or shown beside what others have: all has been said.</summary>
    public void Clear() => (fields, meanwhile) = (fields.Clear(), meanwhile.Clear());

    /// <summary>The form has taken over what is stored: who changed a field that no longer differs counts no more.</summary>
    public void Settle() => meanwhile = meanwhile.RemoveRange(meanwhile.Keys.Except(form.ChangedMeanwhile));

    private ImmutableArray<string> AuthorsUnder(string name) => meanwhile.TryGetValue(name, out var authors) ? authors : [];

    private void Told(IEnumerable<FormInput<TFields>> those, TFields now) =>
        told = those.ToList().Aggregate(told, (all, field) => field.With(all, field.Get(now)));
}

/// <summary>Who has just changed a field of a record that is open.</summary>
/// <param name="Authors">Logins.</param>
/// <param name="At">When, the last of them.</param>
public sealed record FieldNews(ImmutableArray<string> Authors, DateTimeOffset At);

/// <summary>One line about what others changed in a record.</summary>
/// <param name="Fields">Names of the fields.</param>
/// <param name="Authors">Logins of those who did.</param>
public sealed record RecordNewsLine(ImmutableArray<string> Fields, ImmutableArray<string> Authors);
