using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Editing;
using Rexpondo.Relations.Core.Searching;

namespace Rexpondo.Relations.Tests.Editing;

public sealed class EditSetFormatTests
{
    private static readonly MatrixId Matrix = MatrixId.CustomerUsersOf(new GroupId(7));

    private readonly EditSetFormat format = new(Matrix);

    [Fact]
    public void Read_OfWhatWasWritten_GivesTheSameEdits()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var edits = EditSet.Of(Matrix);
            for (var step = random.Next(6); step > 0; step--)
            {
                var rows = IdSet.Of(Enumerable.Range(0, random.Next(200)).Select(_ => 1 + random.Next(random.Next(2) == 0 ? 300 : 2_000_000)));
                edits = edits.With(random.Next(4) == 0 ? 7 + random.Next(500) : 7, random.Next(PermissionSet.MaxBit + 1), rows, random.Next(2) == 0);
            }

            var read = format.Read(format.Write(edits));

            Text(read!).Should().Be(Text(edits), $"seed {seed}");
        }
    }

    [Fact]
    public void Write_OfAHeaderEditOverMany_IsSmall()
    {
        var edits = EditSet.Of(Matrix).With(7, 1, IdSet.Of(Enumerable.Range(1, 1_000_000)), true);

        format.Write(edits).Length.Should().BeLessThan(1_100_000);
    }

    [Fact]
    public void Read_OfDamagedContent_GivesNothingOrEditsAndNeverThrows()
    {
        var whole = format.Write(EditSet.Of(Matrix).With(7, 0, IdSet.Of(1, 5, 900), true).With(7, 1, IdSet.Of(2), false));
        for (var length = 0; length < whole.Length; length++)
        {
            var (cut, at) = (whole[..length], length);
            var reading = () => format.Read(cut);
            reading.Should().NotThrow();
            var damaged = whole.ToArray();
            damaged[at] = 0xFE;
            reading = () => format.Read(damaged);
            reading.Should().NotThrow();
        }

        format.Read([]).Should().BeNull();
        format.Read([2, 7, 0]).Should().BeNull("it is of another version");
        format.Read([1, 7, 99, 1, 1, 0]).Should().BeNull("there is no such key");
    }

    private static string Text(EditSet edits) => string.Join('\n', edits.Columns
        .Select(column => $"{column.Key}: +{string.Join(',', column.Edits.On)} -{string.Join(',', column.Edits.Off)}"));
}
