namespace Rexpondo.Relations.Web.Components.Layout;

/// <summary>One step of the breadcrumb; the last one, the page itself, has no address.</summary>
public sealed record Crumb(string Text, string? Href = null);
