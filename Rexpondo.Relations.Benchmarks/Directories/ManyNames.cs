using System.Globalization;

namespace Rexpondo.Relations.Benchmarks.Directories;

/// <summary>Persons with names in many scripts, and with what is special in a distinguished name.</summary>
internal static class ManyNames
{
    // Latin with accents, Greek, Cyrillic, Arabic, Hebrew, Chinese, Japanese, Korean, Thai, Devanagari, Georgian, emoji, combining marks.
    private static readonly string[] First =
    [
        "Zoë", "Ağca", "Łukasz", "Ελένη", "Наталья", "محمد", "שרה", "小明", "さくら", "민준",
        "สมชาย", "प्रिया", "ნინო", "🦊 Fox", "e\u0301lodie", "Ame\u0301lie", "Ýmir", "Nguyễn", "O'Neil", "Jean-Luc",
    ];

    private static readonly string[] Last =
    [
        "Müller", "Straße", "Παπαδόπουλος", "Щербаков", "عبد الله", "כהן", "王", "山田", "김",
        "สุขใจ", "शर्मा", "ბერიძე", "👩‍👩‍👧‍👦", "A\u0308rger", "von der, Höhe",
        "R+D", "\"Quote\"", "Back\\slash", "#hash", " leading", "a=b", "<x;y>", "ﬁn", "İstanbul",
    ];

    public static IEnumerable<DirectoryPerson> Persons(int count) => Enumerable.Range(0, count).Select(i =>
    {
        var (first, last) = (First[i % First.Length], Last[i / First.Length % Last.Length]);
        return new DirectoryPerson(string.Create(CultureInfo.InvariantCulture, $"{first}.{i}"))
        {
            First = first,
            Last = last,
            Name = string.Create(CultureInfo.InvariantCulture, $"{last}, {first} {i}"),
            Email = i % 3 == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"p{i}@example.org"),
            Customer = i % 2 == 0 ? "ACME" : null,
        };
    });
}
