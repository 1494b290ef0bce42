namespace Rexpondo.Relations.Core.Reading;

/// <summary>One group and who has it.</summary>
/// <param name="Group">Name, comment, validity.</param>
/// <param name="Always">Everybody has it by setting (G5).</param>
/// <param name="Never">Nobody may get it by setting.</param>
/// <param name="WithAccess">How many customer users have effective access.</param>
/// <param name="Direct">How many of them have it of their own.</param>
/// <param name="Assigned">How many customer users have a row of their own, effective or not.</param>
public sealed record GroupDetail(Group Group, bool Always, bool Never, int WithAccess, int Direct, int Assigned);
