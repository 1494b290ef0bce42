namespace Rexpondo.Relations.Web.State;

/// <summary>Another agent who has the same open.</summary>
/// <param name="Login">Who.</param>
/// <param name="HasUnsaved">She has unsaved changes there, on any of her pages.</param>
public readonly record struct Attendee(string Login, bool HasUnsaved);
