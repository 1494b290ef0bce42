using Radzen;

namespace Rexpondo.Relations.Web.Components.Shared;

/// <summary>Tells what has happened: for six seconds on the screen, and to a screen reader when it has a moment.</summary>
public sealed class Notifier(NotificationService notifications, ListScript script)
{
    /// <summary>How long a message stays on the screen.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(6);

    /// <summary>How long a message with a button stays: long enough to reach it with the keyboard.</summary>
    public static readonly TimeSpan ActionDuration = TimeSpan.FromSeconds(12);

    /// <summary>A new message, for <see cref="LiveRegion"/>.</summary>
    internal event Action<string>? Said;

    /// <summary>Says one sentence.</summary>
    public void Say(string text)
    {
        notifications.Notify(new NotificationMessage
        {
            Severity = NotificationSeverity.Info,
            SummaryContent = _ => builder =>
            {
                builder.OpenComponent<TimeText>(0);
                builder.AddComponentParameter(1, nameof(TimeText.Text), text);
                builder.CloseComponent();
            },
            Duration = Duration.TotalMilliseconds,
            CloseOnClick = true,
        });
        Said?.Invoke(text);
    }

    /// <summary>Says one sentence, with a button that does something about it as long as it stands.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="action">What the button says.</param>
    /// <param name="act">What it does.</param>
    public void Say(string text, string action, Func<Task> act)
    {
        NotificationMessage message = null!;
        message = new NotificationMessage
        {
            Severity = NotificationSeverity.Info,
            SummaryContent = _ => Isolate.Names(text),
            DetailContent = _ => builder =>
            {
                builder.OpenComponent<ToastAction>(0);
                builder.AddComponentParameter(1, nameof(ToastAction.Text), action);
                builder.AddComponentParameter(2, nameof(ToastAction.Clicked), async () =>
                {
                    notifications.Messages.Remove(message);
                    await script.FocusHeadingAsync(); // the button that has the focus goes
                    await act();
                });
                builder.CloseComponent();
            },
            Duration = ActionDuration.TotalMilliseconds,
        };
        notifications.Notify(message);
        Said?.Invoke(text);
    }

    /// <summary>Takes back what stands on the screen.</summary>
    public void Clear() => notifications.Messages.Clear();

    /// <summary>Says one sentence to a screen reader only: what can be seen where it happened.</summary>
    public void Whisper(string text) => Said?.Invoke(text);
}
