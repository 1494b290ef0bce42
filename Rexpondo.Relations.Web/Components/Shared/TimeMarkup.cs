using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.Components.Shared;

/// <summary>Draws words with times in them; <see cref="TimeText"/> is the same as a component.</summary>
public static class TimeMarkup
{
    /// <summary>Every time as <c>time</c> with its moment in UTC and its zone in the title.</summary>
    public static RenderFragment Markup(this LocalTime? times, string words) => builder =>
    {
        var local = times ?? LocalTime.Utc;
        foreach (var (text, at) in local.Parts(words))
        {
            if (at is { } moment)
            {
                builder.OpenElement(0, "time");
                builder.AddAttribute(1, "datetime", LocalTime.Iso(moment));
                builder.AddAttribute(2, "title", local.Title(moment));
                builder.AddContent(3, text);
                builder.CloseElement();
            }
            else
            {
                builder.AddContent(4, Isolate.Names(text));
            }
        }
    };

    /// <summary>The same as text, where there is no markup.</summary>
    public static string Plain(this LocalTime? times, string words) => (times ?? LocalTime.Utc).Text(words);
}
