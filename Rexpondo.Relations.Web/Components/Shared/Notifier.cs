using Radzen;

namespace Rexpondo.Relations.Web.Components.Shared;

/// <summary>Tells what has happened: for six seconds on the screen, and to a screen reader when it has a moment.</summary>
public sealed class Notifier(NotificationService notifications)
{
    /// <summary>How long a message stays on the screen.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(6);

    /// <summary>A new message, for <see cref="LiveRegion"/>.</summary>
    internal event Action<string>? Said;

    /// <summary>Says one sentence.</summary>
    public void Say(string text)
    {
        notifications.Notify(new NotificationMessage
        {
            Severity = NotificationSeverity.Info,
            Summary = text,
            Duration = Duration.TotalMilliseconds,
            CloseOnClick = true,
        });
        Said?.Invoke(text);
    }
}
