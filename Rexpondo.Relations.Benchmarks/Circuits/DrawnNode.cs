namespace Rexpondo.Relations.Benchmarks.Circuits;

/// <summary>An element, a text, or the place of a component, as a browser would have it.</summary>
/// <param name="Owner">The component that draws it.</param>
/// <param name="Name">Name of the element; null for a text or a component.</param>
internal sealed record DrawnNode(int Owner, string? Name)
{
    public DrawnNode? Parent { get; set; }

    public List<DrawnNode> Children { get; } = [];

    public Dictionary<string, string?> Attributes { get; } = [];

    /// <summary>Number of the handler for each event, such as <c>onclick</c>.</summary>
    public Dictionary<string, long> Handlers { get; } = [];

    public string? Text { get; set; }

    /// <summary>For the place of a component: which.</summary>
    public int? Component { get; set; }

    public string? Label => Attributes.GetValueOrDefault("aria-label");

    public bool Ticked => Attributes.ContainsKey("checked");

    public bool Disabled => Attributes.ContainsKey("disabled");

    public bool Equals(DrawnNode? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
