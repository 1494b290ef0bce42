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

        /// <summary>Called while it is read.</summary>
        public Action OnRead { get; init; } = () => { };

        /// <summary>Called while it is written.</summary>
        public Action OnWrite { get; init; } = () => { };

        /// <summary>How often it was read.</summary>
        public int Reads { get; private set; }

        /// <summary>How often it was written.</summary>
        public int Writes { get; private set; }

        public byte[] Write(Words changes)
        {
            Writes++;
            OnWrite();
            return Encoding.UTF8.GetBytes(changes.ToString());
        }

        public Words? Read(byte[] content)
        {
            Reads++;
            OnRead();
            return content is [0xFF, ..] ? null : new([.. Encoding.UTF8.GetString(content).Split(' ')]);
        }
    }
}
