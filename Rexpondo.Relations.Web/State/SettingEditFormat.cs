using System.Text.Json;
using Rexpondo.Relations.Core.Drafts;

namespace Rexpondo.Relations.Web.State;

/// <summary>Keeps an edited value of a setting as a draft: JSON.</summary>
public sealed class SettingEditFormat : IDraftFormat<SettingEdit>
{
    /// <inheritdoc/>
    public SettingEdit Empty => SettingEdit.None;

    /// <inheritdoc/>
    public byte[] Write(SettingEdit changes) => JsonSerializer.SerializeToUtf8Bytes(changes);

    /// <inheritdoc/>
    public SettingEdit? Read(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize<SettingEdit>(content) is { Comment: not null, Adding: not null, Count: > 0 } edit ? edit : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
