using Rexpondo.Relations.Core.Backends;
using Rexpondo.Relations.Core.Backends.Ldap;

namespace Rexpondo.Relations.Tests.Backends.Ldap;

/// <summary>What a server may say at most.</summary>
public sealed class LdapBoundsTests
{
    [Fact]
    public void Pages_ThatAreEmpty_OrTheSameAgain_AreNotAskedForForEver()
    {
        var bounds = new LdapBounds();
        Page(bounds, "cn=a", "cn=b").Should().BeNull();
        Page(bounds).Should().BeNull("one empty page may be");
        Page(bounds, "cn=c").Should().BeNull();
        Page(bounds, "cn=c", "cn=a").Should().BeNull();
        Page(bounds, "cn=c", "cn=a").Should().Be("the server promises more entries again and again, but gives no new ones after 7");

        bounds = new LdapBounds();
        Page(bounds).Should().BeNull();
        Page(bounds).Should().NotBeNull();
    }

    [Fact]
    public void Entries_WithoutEnd_AreNotTaken()
    {
        var bounds = new LdapBounds();
        var entry = Entry("cn=a");
        for (var i = 0; i < LdapBounds.MostEntries; i++)
        {
            bounds.Add(entry).Should().BeNull();
        }

        bounds.Add(entry).Should().Be("the server gives more than 2,000,000 entries");
    }

    [Fact]
    public void Bytes_WithoutEnd_AreNotTaken()
    {
        var (bounds, megabytes) = (new LdapBounds(), new byte[64 * 1024 * 1024]);
        var entry = new LdapEntry("", new Dictionary<string, byte[][]> { ["sn"] = [megabytes, megabytes] });
        for (var i = 0; i < LdapBounds.MostBytes / entry.Size; i++)
        {
            bounds.Add(entry).Should().BeNull();
        }

        bounds.Add(entry).Should().Be("the server gave more than 2,147,483,648 bytes in 17 entries");
    }

    [Fact]
    public void Reason_IsOneLineOfBoundedLength_AndThereAreNotTooMany()
    {
        new SourceException("a\n\tb\u001b[2J\u2028c").Problems.Should().Equal("a\\u000A\\u0009b\\u001B[2J\\u2028c");
        new SourceException(new string('x', 1_000_000)).Problems.Single().Should().HaveLength(500).And.EndWith("x…");
        new SourceException(new string('\n', 1_000_000)).Problems.Single().Should().HaveLength(500);
        new SourceException(new string('x', 498) + "😀😀").Problems.Single().Should().HaveLength(499);

        var many = new SourceException([.. Enumerable.Range(0, 1234).Select(i => $"p{i}\n")]);
        many.Problems.Should().HaveCount(101);
        many.Problems[^1].Should().Be("and 1,134 more");
        many.Message.Split('\n').Should().Equal(many.Problems);
    }

    private static string? Page(LdapBounds bounds, params string[] places)
    {
        foreach (var place in places)
        {
            bounds.Add(Entry(place)).Should().BeNull();
        }

        return bounds.Turn();
    }

    private static LdapEntry Entry(string place) => new(place, new Dictionary<string, byte[][]>());
}
