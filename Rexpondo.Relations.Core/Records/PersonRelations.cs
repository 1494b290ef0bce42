using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Records;

/// <summary>
/// Withdraws everything a person has of her own: groups, services, further customers. What her primary customer or a setting
/// gives her remains, and <see cref="Preview"/> says so. Persons of read-only back ends too: relations are ours.
/// </summary>
public sealed class PersonRelations(RelationsStore store, AccessWorldReader worlds, StoreBell bell, TimeProvider clock)
{
    private static readonly IReadOnlyList<RelationKind> Kinds = [.. RelationKind.All.Where(kind => kind.Left == RelationSide.CustomerUser)];

    private readonly RecordTransaction transaction = new(store, bell, clock);

    /// <summary>
    /// Withdraws all of it, also on groups that are not effective or that everybody has anyway, in one change set. Refused:
    /// <see cref="RecordNotThere"/>, <see cref="RecordNotAllowed"/>, <see cref="RecordRefused"/> for a reason too long.
    /// </summary>
    /// <param name="id">Who.</param>
    /// <param name="agent">Who withdraws.</param>
    /// <param name="reason">Why, optional.</param>
    /// <param name="cancellationToken">Ends the waiting for other savers; not a save that has begun.</param>
    public Task<RecordResult> WithdrawAllAsync(CustomerUserId id, AgentId agent, string? reason, CancellationToken cancellationToken) => transaction.WriteAsync(
        agent,
        reason,
        draft: null,
        (connection, begin) =>
        {
            if (CustomerUserReader.Find(connection, id) is null)
            {
                return new RecordNotThere();
            }

            long? changeSet = null;
            foreach (var kind in Kinds)
            {
                using var writer = new RelationWriter(connection, kind, () => changeSet ??= begin(false));
                foreach (var (right, keys) in connection.Query(
                    $"SELECT {kind.RightColumn}, keys FROM {kind.Table} WHERE {kind.LeftColumn} = $id",
                    row => (row.GetInt32(0), new PermissionSet(row.GetInt64(1))),
                    ("$id", id.Value)))
                {
                    writer.Apply(id.Value, right, PermissionSet.None, keys);
                }

                writer.Complete();
            }

            return new RecordSaved(id.Value, changeSet);
        },
        cancellationToken);

    /// <summary>What <see cref="WithdrawAllAsync"/> would end and what remains; null if there is no such person.</summary>
    public Withdrawal? Preview(CustomerUserId id)
    {
        var before = worlds.Read();
        if (before.Find(id) is not { } person)
        {
            return null;
        }

        var left = person.WithFurther(KeyedIds.None) with { Groups = KeyedIds.None, Services = KeyedIds.None };
        var after = before.With([left]);
        var services = left.Valid ? after.ServicesOf(left) : new EffectiveServices([], ServiceSource.None);
        return new Withdrawal(
            Consequences.Between(before, after, [id]),
            person.Groups.Count,
            person.Services.Count,
            person.FurtherCustomers.Count,
            [.. after.GroupsOf(left).Select(group => (group, after.Explain(left, group)))],
            [.. services.Services.Select(service => after.Catalog.Services.Find(service)!)],
            services.Source);
    }
}
