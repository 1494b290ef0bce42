using Rexpondo.Relations.Core.Importing;

namespace Rexpondo.Relations.Core.Backends;

/// <summary>What about one person of a source could not be taken over.</summary>
public enum MirrorProblemKind
{
    /// <summary>A field is not possible; she is left out.</summary>
    NotPossible,

    /// <summary>Her login or her id is there twice; the later one is left out.</summary>
    Twice,

    /// <summary>Her login belongs to somebody else; she is left out.</summary>
    LoginTaken,

    /// <summary>Her e-mail belongs to somebody else; she has none.</summary>
    EmailTaken,

    /// <summary>There is no customer of this id, or the source names several; a stored person keeps the customer she has, a new one has none.</summary>
    UnknownCustomer,

    /// <summary>Somebody new has her login; she had left and is kept under another one.</summary>
    LoginGivenAway,
}

/// <summary>One of them.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Login">The person, as the source calls her.</param>
/// <param name="Reason">What is wrong, as one line for people.</param>
public sealed record MirrorProblem(MirrorProblemKind Kind, string Login, string Reason)
{
    /// <summary><c>login: reason</c>, always one line.</summary>
    public override string ToString() => new ImportProblem("", 0, $"{Login}: {Reason}").ToString();
}
