namespace Rexpondo.Relations.Web.State;

/// <summary>How a field of a form is filled in.</summary>
public enum FieldLook
{
    /// <summary>One line of text.</summary>
    Line,

    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>A telephone number.</summary>
    Phone,

    /// <summary>A web address.</summary>
    Url,

    /// <summary>Several lines.</summary>
    Comment,

    /// <summary>One of the three words of validity.</summary>
    Validity,

    /// <summary>Found by typing and picked from a list: its text is the number of what was picked, empty for none.</summary>
    Pick,
}
