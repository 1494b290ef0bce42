using System.Globalization;
using Microsoft.Data.Sqlite;
using Rexpondo.Relations.Core.Agents;
using Rexpondo.Relations.Core.Drafts;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Storage;

namespace Rexpondo.Relations.Core.Records;

/// <summary>What every save of this folder has around it: reason, right (E6), one transaction with one change set (E3), the bell.</summary>
internal sealed class RecordTransaction(RelationsStore store, StoreBell bell, TimeProvider clock)
{
    /// <summary>
    /// Writes. <paramref name="write"/> gets a function that begins the change set, with whether what is
    /// searched of persons or customers changes; after that it must not refuse any more. What is saved removes its draft, if it has one, with it.
    /// </summary>
    public async Task<RecordResult> WriteAsync(
        AgentId agent, string? reason, DraftScreen? draft, Func<SqliteConnection, Func<bool, long>, RecordResult> write, CancellationToken cancellationToken)
    {
        if (reason?.Length > RelationEditor.MaxReasonLength)
        {
            return new RecordRefused([new FieldError(RecordField.Reason, string.Create(CultureInfo.InvariantCulture,
                $"{RecordField.Reason} has {reason.Length} characters, at most {RelationEditor.MaxReasonLength} are possible"))]);
        }

        var result = await store.WriteAsync(
            connection =>
            {
                var (login, refused) = AgentRights.MayEdit(connection, agent);
                if (login is null)
                {
                    return new RecordNotAllowed(refused);
                }

                var author = new ChangeAuthor(agent, login, ChangeWay.Screen, reason);
                var written = write(connection, touchesNames => ChangeLog.Begin(connection, author, clock.GetUtcNow(), touchesNames));
                if (written is RecordSaved && draft is { } screen)
                {
                    DraftTable.Remove(connection, agent, screen);
                }

                return written;
            },
            cancellationToken);
        if (result is RecordSaved { ChangeSet: not null })
        {
            bell.Ring();
        }

        return result;
    }
}
