using static Rexpondo.Relations.Benchmarks.Circuits.RenderBatch;

namespace Rexpondo.Relations.Benchmarks.Circuits;

/// <summary>What a browser would show: the changes of each batch applied, as the client script of Blazor does.</summary>
internal sealed class DrawnPage
{
    private readonly Dictionary<int, DrawnNode> components = [];

    /// <summary>A named checkbox was drawn otherwise than before: its name and whether it is ticked.</summary>
    public event Action<string, bool>? Ticked;

    /// <summary>All elements, in no order.</summary>
    public IEnumerable<DrawnNode> Elements
    {
        get
        {
            var open = new Stack<DrawnNode>(components.Values);
            while (open.TryPop(out var node))
            {
                if (node.Name is not null)
                {
                    yield return node;
                }

                node.Children.ForEach(open.Push);
            }
        }
    }

    /// <summary>Applies one batch.</summary>
    public void Draw(ReadOnlySpan<byte> bytes)
    {
        var batch = new RenderBatch(bytes);
        for (var i = 0; i < batch.Components; i++)
        {
            var (component, edits, at) = batch.Component(i);
            if (!components.TryGetValue(component, out var root))
            {
                components[component] = root = new DrawnNode(component, null);
            }

            Apply(batch, component, root, edits, at);
        }

        for (var i = 0; i < batch.DisposedComponents; i++)
        {
            components.Remove(batch.DisposedComponent(i));
        }
    }

    /// <summary>All text inside of a node.</summary>
    public string TextOf(DrawnNode node) =>
        node.Component is { } component && components.TryGetValue(component, out var root)
            ? TextOf(root)
            : node.Text ?? string.Concat(node.Children.Select(TextOf));

    private void Apply(RenderBatch batch, int component, DrawnNode root, int edits, int at)
    {
        var (node, moves) = (root, new List<(int From, int To)>());
        for (var i = 0; i < edits; i++)
        {
            var edit = batch.EditAt(at, i);
            switch (edit.Kind)
            {
                case EditKind.Prepend:
                    Insert(batch, component, node, edit.Child, edit.Other);
                    break;
                case EditKind.Remove:
                    node.Children.RemoveAt(edit.Child);
                    break;
                case EditKind.SetAttribute:
                    Set(node.Children[edit.Child], batch.FrameAt(edit.Other), tell: true);
                    break;
                case EditKind.RemoveAttribute:
                    Unset(node.Children[edit.Child], edit.Removed!);
                    break;
                case EditKind.UpdateText or EditKind.UpdateMarkup:
                    node.Children[edit.Child].Text = batch.FrameAt(edit.Other).Value;
                    break;
                case EditKind.StepIn:
                    node = node.Children[edit.Child];
                    break;
                case EditKind.StepOut:
                    node = node.Parent!;
                    break;
                case EditKind.Move:
                    moves.Add((edit.Child, edit.Other));
                    break;
                case EditKind.MovesEnd:
                    DrawnNode[] before = [.. node.Children];
                    moves.ForEach(move => node.Children[move.To] = before[move.From]);
                    moves.Clear();
                    break;
                default:
                    throw new InvalidDataException($"{edit.Kind} is not known");
            }
        }
    }

    /// <returns>How many children were put in.</returns>
    private int Insert(RenderBatch batch, int component, DrawnNode parent, int child, int index)
    {
        var frame = batch.FrameAt(index);
        switch (frame.Kind)
        {
            case FrameKind.Region:
                return InsertAll(batch, component, parent, child, index + 1, index + frame.Length);
            case FrameKind.Element:
                var element = new DrawnNode(component, frame.Name) { Parent = parent };
                parent.Children.Insert(child, element);
                var next = index + 1;
                for (; next < index + frame.Length && batch.FrameAt(next) is { Kind: FrameKind.Attribute } attribute; next++)
                {
                    Set(element, attribute, tell: false);
                }

                InsertAll(batch, component, element, 0, next, index + frame.Length);
                if (element.Name == "input" && element.Label is { } label)
                {
                    Ticked?.Invoke(label, element.Ticked);
                }

                return 1;
            case FrameKind.Component:
                parent.Children.Insert(child, new DrawnNode(component, null) { Parent = parent, Component = (int)frame.Number });
                return 1;
            case FrameKind.Text or FrameKind.Markup:
                parent.Children.Insert(child, new DrawnNode(component, null) { Parent = parent, Text = frame.Value });
                return 1;
            default:
                return 0; // references: a browser would remember the element, nothing is seen of it
        }
    }

    private int InsertAll(RenderBatch batch, int component, DrawnNode parent, int child, int from, int to)
    {
        var first = child;
        while (from < to)
        {
            child += Insert(batch, component, parent, child, from);
            from += Math.Max(1, batch.FrameAt(from).Length);
        }

        return child - first;
    }

    private void Set(DrawnNode element, Frame frame, bool tell)
    {
        if (frame.Number != 0)
        {
            element.Handlers[frame.Name!] = frame.Number;
        }
        else if (frame.Value is null)
        {
            Unset(element, frame.Name!);
        }
        else
        {
            element.Attributes[frame.Name!] = frame.Value;
            Tell(element, frame.Name!, tell);
        }
    }

    private void Unset(DrawnNode element, string attribute)
    {
        element.Attributes.Remove(attribute);
        element.Handlers.Remove(attribute);
        Tell(element, attribute, tell: true);
    }

    private void Tell(DrawnNode element, string attribute, bool tell)
    {
        if (tell && attribute == "checked" && element.Label is { } label)
        {
            Ticked?.Invoke(label, element.Ticked);
        }
    }
}
