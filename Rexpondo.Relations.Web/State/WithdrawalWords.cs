using Rexpondo.Relations.Core;
using Rexpondo.Relations.Core.Reading;
using Rexpondo.Relations.Core.Records;
using Rexpondo.Relations.Web.Resources;

namespace Rexpondo.Relations.Web.State;

/// <summary>What <em>Withdraw all relations</em> ends and what remains and why, in words.</summary>
public static class WithdrawalWords
{
    private const int NamesInLine = 5;

    /// <summary><c>3 groups, 1 specific service, 1 further customer</c>: the rows that are withdrawn, or kept.</summary>
    public static string Rows(Withdrawal withdrawal)
    {
        var parts = new List<string>();
        Add(withdrawal.Groups, Texts.CountGroupsOne, Texts.CountGroupsOther);
        Add(withdrawal.Services, Texts.SpecificServicesOne, Texts.SpecificServicesOther);
        Add(withdrawal.FurtherCustomers, Texts.CountFurtherCustomersOne, Texts.CountFurtherCustomersOther);
        return string.Join(", ", parts);

        void Add(int count, string one, string other)
        {
            if (count > 0)
            {
                parts.Add(Say.Count(count, one, other));
            }
        }
    }

    /// <summary>What she has afterwards, each group with its sources.</summary>
    public static IEnumerable<string> Remains(Withdrawal withdrawal, Catalog catalog)
    {
        yield return withdrawal.GroupsAfter.IsEmpty
            ? Texts.NoGroupRemains
            : Say.Format(Texts.GroupsRemain, Say.List(
                withdrawal.GroupsAfter.Select(left => Say.Format(
                    Texts.CustomerAndName, left.Group.Name, string.Join(", ", left.Access.Sources.Select(source => SourceWords.Of(catalog.Keys, source))))),
                NamesInLine));
        yield return withdrawal.ServicesAfter.IsEmpty
            ? Texts.NoServiceRemains
            : Say.Format(Texts.ServicesRemain, Say.List(withdrawal.ServicesAfter.Select(service => service.FullName), NamesInLine));
    }
}
