namespace Rexpondo.Relations.Core;

/// <summary>A thing customers order or report against.</summary>
/// <param name="Id">Internal number.</param>
/// <param name="ParentId">The service it is a sub-service of, or null.</param>
/// <param name="FullName">The path, e.g. <c>Network::Access::VPN</c>; unique, at most 200 characters.</param>
/// <param name="Comment">Free text, may be empty.</param>
/// <param name="Validity">Its own validity; whether it counts, <see cref="ServiceTree.IsEffective"/> says.</param>
public sealed record Service(ServiceId Id, ServiceId? ParentId, string FullName, string Comment, Validity Validity)
{
    /// <summary>The last level of the path.</summary>
    public string Level => ServicePath.Levels(FullName)[^1];

    /// <summary>How many ancestors it has.</summary>
    public int Depth => ServicePath.Levels(FullName).Length - 1;
}
