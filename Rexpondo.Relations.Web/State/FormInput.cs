namespace Rexpondo.Relations.Web.State;

/// <summary>
/// One field of a form, as text. What is typed, compared, taken over and shown goes through it, so a form knows its fields
/// from one table (<see cref="RecordForms"/>).
/// </summary>
/// <typeparam name="TFields">The fields of one record.</typeparam>
/// <param name="Name">Label and accessible name; errors and conflicts carry it (spec §3).</param>
/// <param name="Get">Its text.</param>
/// <param name="With">The fields with another text.</param>
public sealed record FormInput<TFields>(string Name, Func<TFields, string> Get, Func<TFields, string, TFields> With)
{
    /// <summary>How it is filled in.</summary>
    public FieldLook Look { get; init; }

    /// <summary>A change of it can change what somebody has access to.</summary>
    public bool HasEffect { get; init; }

    /// <summary>A line under it, or null.</summary>
    public string? Help { get; init; }

    /// <summary>It takes the whole width.</summary>
    public bool Wide { get; init; }
}
