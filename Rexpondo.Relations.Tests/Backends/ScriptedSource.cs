using System.Runtime.CompilerServices;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Backends;

namespace Rexpondo.Relations.Tests.Backends;

/// <summary>
/// A directory as a test writes it: entries with a number of their last change, which is also the mark. Who comes back, or
/// whose validity depends on something else, has not changed.
/// </summary>
internal sealed class ScriptedSource : CustomerUserSource
{
    private readonly List<Entry> entries = [];
    private int change;

    /// <summary>Marks of the readings so far; null where everybody was asked for.</summary>
    public List<SourceMark?> Readings { get; } = [];

    /// <summary>Waited for before the first item of the next readings.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Set when a reading begins.</summary>
    public TaskCompletionSource Begun { get; set; } = new();

    /// <summary>Why it cannot be read.</summary>
    public string? Failing { get; set; }

    /// <summary>It cannot be read because its password was refused, and still is the same.</summary>
    public bool PasswordIsRefused { get; set; }

    /// <summary>Says the validity of those who are unchanged; else that it is as stored, and every change of it is a change.</summary>
    public bool SaysValidity { get; init; } = true;

    public bool GivesMarks { get; set; } = true;

    public TimeSpan? Every { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Items given at the end of readings of what changed.</summary>
    public List<SourceItem> More { get; } = [];

    /// <summary>Items given at the end of readings of everybody.</summary>
    public List<SourceItem> WhenWhole { get; } = [];

    /// <summary>Gives everybody whatever it is asked for.</summary>
    public bool ForgetsMarks { get; set; }

    public override string Connection => "test";

    public override TimeSpan? Interval => Every;

    public override bool IsRefused => PasswordIsRefused;

    /// <summary>Adds a person, or changes the one with her id.</summary>
    public void Put(SourcePerson person)
    {
        var i = entries.FindIndex(entry => entry.Person.ExternalId == person.ExternalId);
        var entry = new Entry(person, ++change, IsThere: true);
        if (i < 0)
        {
            entries.Add(entry);
        }
        else
        {
            entries[i] = entry with { IsThere = entries[i].IsThere };
        }
    }

    public void Put(string id, string login, string email = "", string customer = "", Validity validity = Validity.Valid, string lastName = "") =>
        Put(new SourcePerson(id, login, "", lastName, email, customer, validity));

    /// <summary>Moves somebody out of the part that is read, or back; that is no change of her.</summary>
    public void Move(string id, bool isThere) => Set(id, entry => entry with { IsThere = isThere });

    /// <summary>Changes a validity that is none of her own values.</summary>
    public void SetValidity(string id, Validity validity) =>
        Set(id, entry => entry with { Person = entry.Person with { Validity = validity }, Change = SaysValidity ? entry.Change : ++change });

    public override async IAsyncEnumerable<SourceItem> ReadAsync(SourceMark? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Readings.Add(since);
        Begun.TrySetResult();
        await Gate;
        if (Failing is { } problem)
        {
            throw new SourceException(problem);
        }

        if (ForgetsMarks && since is not null)
        {
            yield return new SourceWhole();
            since = null;
        }

        var mark = since is null ? -1 : ((Mark)since).Change;
        var there = entries.Where(entry => entry.IsThere).ToList();
        foreach (var entry in there.Where(entry => entry.Change > mark))
        {
            yield return entry.Person;
        }

        foreach (var entry in there.Where(entry => entry.Change <= mark))
        {
            yield return new SourceUnchanged(entry.Person.ExternalId!, SaysValidity ? entry.Person.Validity : null);
        }

        foreach (var item in since is null ? WhenWhole : More)
        {
            yield return item;
        }

        if (GivesMarks)
        {
            yield return new Mark(change);
        }
    }

    private void Set(string id, Func<Entry, Entry> with)
    {
        var i = entries.FindIndex(entry => entry.Person.ExternalId == id);
        if (i >= 0)
        {
            entries[i] = with(entries[i]);
        }
    }

    private sealed record Mark(int Change) : SourceMark;

    private sealed record Entry(SourcePerson Person, int Change, bool IsThere);
}
