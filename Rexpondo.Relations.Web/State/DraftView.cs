using Rexpondo.Relations.Core.Drafts;

namespace Rexpondo.Relations.Web.State;

/// <summary>One line of the list of drafts.</summary>
/// <param name="Draft">The draft.</param>
/// <param name="Title">What its screen is of, by its name of today; by its number if it is not there.</param>
/// <param name="Href">The screen; null where there is none.</param>
public sealed record DraftView(KeptDraft Draft, string Title, string? Href);
