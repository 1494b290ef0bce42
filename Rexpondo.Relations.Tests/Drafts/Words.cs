using System.Collections.Immutable;
using System.Text;
using Rexpondo.Relations.Core.Drafts;

namespace Rexpondo.Relations.Tests.Drafts;

/// <summary>The simplest unsaved changes: a list of words, each one change.</summary>
internal sealed record Words(ImmutableList<string> All)
{
    public static readonly Words None = new([]);

    public override string ToString() => string.Join(' ', All);

    public Words With(string word) => new(All.Add(word));

    public sealed class Format : IDraftFormat<Words>
    {
        public Words Empty => None;

        public byte[] Write(Words changes) => Encoding.UTF8.GetBytes(changes.ToString());

        public Words? Read(byte[] content) => content is [0xFF, ..] ? null : new([.. Encoding.UTF8.GetString(content).Split(' ')]);
    }
}
