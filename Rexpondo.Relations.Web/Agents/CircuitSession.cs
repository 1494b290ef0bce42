using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Rexpondo.Relations.Core;

namespace Rexpondo.Relations.Web.Agents;

/// <summary>
/// Who is signed in on a page that stays open. Once <see cref="OpenSessions"/> says that the session is over it is nobody, and
/// the page leads to the sign-in. It also asks again and again, should it not have been told.
/// </summary>
internal sealed class CircuitSession : RevalidatingServerAuthenticationStateProvider
{
    private static readonly AuthenticationState Nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));

    private readonly SessionCheck check;
    private readonly OpenSessions sessions;
    private readonly BackgroundTasks tasks;
    private readonly Lock sync = new();
    private IDisposable? open;
    private bool disposed;

    public CircuitSession(ILoggerFactory loggers, SessionCheck check, OpenSessions sessions)
        : base(loggers)
    {
        (this.check, this.sessions, tasks) = (check, sessions, new BackgroundTasks(loggers.CreateLogger<CircuitSession>()));
        AuthenticationStateChanged += state => tasks.Run("follow the session of a page", () => BeginAsync(state));
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        check.HoldsAsync(authenticationState.User, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        Hold(null, isLast: true);
        base.Dispose(disposing);
    }

    private async Task BeginAsync(Task<AuthenticationState> state)
    {
        var session = CurrentAgent.Of((await state).User);
        Hold(session is null ? null : await sessions.OpenAsync(session, () => SetAuthenticationState(Task.FromResult(Nobody))), isLast: false);
    }

    private void Hold(IDisposable? next, bool isLast)
    {
        lock (sync)
        {
            open?.Dispose();
            (open, disposed) = (next, disposed || isLast);
            if (disposed)
            {
                open?.Dispose();
                open = null;
            }
        }
    }
}
