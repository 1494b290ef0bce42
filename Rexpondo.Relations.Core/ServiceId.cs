namespace Rexpondo.Relations.Core;

/// <summary>Internal number of a service. It never changes and is never reused; relations hang on it, not on text.</summary>
/// <param name="Value">The number, from 1.</param>
public readonly record struct ServiceId(int Value)
{
    /// <summary>The number as digits.</summary>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
