using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Records;

namespace Rexpondo.Relations.Web.State;

/// <summary>What an edit screen asks of the editor of its records; the same for customer users, customers, groups and services.</summary>
/// <typeparam name="TFields">The fields of the record.</typeparam>
/// <param name="Empty">The fields of a new one.</param>
/// <param name="Read">Today's fields; null if it is not there.</param>
/// <param name="Add">Adds one, with an optional reason.</param>
/// <param name="Save">Saves what differs from what was seen, with an optional reason.</param>
/// <param name="Preview">Who would gain or lose access.</param>
/// <param name="PreviewAdd">Who would gain access by a new one; null where nobody can.</param>
public sealed record RecordAccess<TFields>(
    TFields Empty,
    Func<int, TFields?> Read,
    Func<TFields, AgentId, string?, CancellationToken, Task<RecordResult>> Add,
    Func<int, TFields, TFields, AgentId, string?, CancellationToken, Task<RecordResult>> Save,
    Func<int, TFields, Consequences> Preview,
    Func<TFields, RecordEffect>? PreviewAdd = null)
    where TFields : class;
