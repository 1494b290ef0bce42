using Microsoft.AspNetCore.Components;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.Components.Shared;

/// <summary>Shows names and sentences with names so that none can reorder what stands beside it (spec §1, text).</summary>
public static class Isolate
{
    /// <summary>A sentence: what <see cref="Say"/> has isolated in it stands in <c>bdi</c>.</summary>
    public static RenderFragment Names(string? sentence) => builder =>
    {
        foreach (var (text, isolated) in Say.Pieces(sentence ?? ""))
        {
            if (isolated)
            {
                builder.OpenElement(0, "bdi");
                builder.AddContent(1, Say.Plain(text));
                builder.CloseElement();
            }
            else
            {
                builder.AddContent(2, text);
            }
        }
    };
}
