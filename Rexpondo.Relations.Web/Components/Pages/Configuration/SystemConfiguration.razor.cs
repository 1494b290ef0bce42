using Rexpondo.Relations.Core.Searching;
using Rexpondo.Relations.Core.Settings;
using Rexpondo.Relations.Core.Watching;
using Rexpondo.Relations.Web.Components.Shared;
using Rexpondo.Relations.Web.Resources;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Web.Components.Pages.Configuration;

/// <summary>All settings, with what is in force and who is preparing what.</summary>
public sealed partial class SystemConfiguration(SettingsReader reader, ChangeFeed feed, ListScript script) : IDisposable
{
    private SettingsState settings = null!;
    private IReadOnlyList<string> shown = SettingNames.All;
    private string query = "";
    private bool disposed;
    private IDisposable? listening;

    private string Status => query.Length == 0
        ? Say.Count(SettingNames.All.Length, Texts.CountSettingsOne, Texts.CountSettingsOther)
        : Say.Count(shown.Count, Texts.MatchesOfOne, Texts.MatchesOfOther, SettingNames.All.Length);

    /// <inheritdoc/>
    public void Dispose()
    {
        disposed = true;
        listening?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        listening = feed.Subscribe(HeardAsync);
        settings = reader.Read();
    }

    /// <inheritdoc/>
    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? script.LoadAsync() : Task.CompletedTask;

    private void Filter(string typed)
    {
        query = typed.Trim();
        var words = SearchQuery.Parse(typed);
        shown = [.. SettingNames.All.Where(name => words.Matches(
            TextFolding.Fold(name), TextFolding.Fold(SettingText.Description(name)), TextFolding.Fold(SettingText.Value(settings.ValueOf(name)))))];
    }

    private Task HeardAsync(ChangeBatch batch) => InvokeAsync(() =>
    {
        if (!disposed)
        {
            settings = reader.Read();
            StateHasChanged();
        }
    });
}
