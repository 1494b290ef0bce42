using System.Collections.Immutable;

namespace Rexpondo.Relations.Core.Reading;

/// <summary>What one valid customer user has, as <c>report access</c> says it.</summary>
/// <param name="Login">As written.</param>
/// <param name="Groups">For each configured key, in configured order, the names of the groups with this key effective, by code point.</param>
/// <param name="Services">Full names of the effective services, by code point.</param>
/// <param name="Source">Whether these are specific or default services.</param>
public sealed record AccessLine(
    string Login, ImmutableArray<(string Key, ImmutableArray<string> Names)> Groups, ImmutableArray<string> Services, ServiceSource Source);

/// <summary>All lines with the keys they speak of.</summary>
/// <param name="Keys">The configured keys.</param>
/// <param name="Lines">One for each valid customer user, made as they are read.</param>
public sealed record AccessTable(PermissionKeys Keys, IEnumerable<AccessLine> Lines);
