using System.Collections.Immutable;
using Rexpondo.Relations.Core.Reading;

namespace Rexpondo.Relations.Web.State;

/// <summary>Writes the <em>Why</em> column of one kind of screen. Asks the rules; decides nothing.</summary>
public interface IWhyWriter
{
    /// <summary>What is to be said of a row.</summary>
    Why Of(MatrixState state, RowName row, ImmutableArray<Grant> grants);
}
