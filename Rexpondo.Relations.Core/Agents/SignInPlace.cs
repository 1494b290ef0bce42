using System.Net;

namespace Rexpondo.Relations.Core.Agents;

/// <summary>Where somebody tries to sign in.</summary>
/// <param name="Address">The address the try comes from; null for a socket of this machine.</param>
/// <param name="Browsers">What the browser proves about earlier sign-ins in it.</param>
public sealed record SignInPlace(IPAddress? Address, params IReadOnlyList<KnownBrowser> Browsers);

/// <summary>A browser in which a login has signed in before.</summary>
/// <param name="Login">Which login; in any letter case.</param>
/// <param name="Id">Tells this browser from all others of the login; nobody can make one up.</param>
public sealed record KnownBrowser(string Login, string Id);
