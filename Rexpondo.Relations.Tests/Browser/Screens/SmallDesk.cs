namespace Rexpondo.Relations.Tests.Browser.Screens;

/// <summary>
/// Four valid customer users and an invalid one; six valid groups, one of them for everybody and one for nobody; two default
/// services.
/// </summary>
public sealed class SmallDesk : ScreenDesk
{
    protected override IReadOnlyList<(string Name, string Content)> Files => All;

    internal static IReadOnlyList<(string Name, string Content)> All { get; } =
    [
        ("customers.csv", "customer_id,name,valid\nACME,Acme Corporation,valid\nGLOBEX,Globex,valid\n"),
        ("customer_users.csv",
            """
            login,first_name,last_name,email,customer_id,valid
            anna,Anna,Meier,anna@acme.example,ACME,valid
            jose,José,Núñez,jn@globex.example,GLOBEX,valid
            carla,Carla,Vogel,,ACME,valid
            theo,Theo,Papas,,,valid
            ines,Ines,Alt,,,invalid

            """),
        ("groups.csv",
            """
            name,comment,valid
            admins,,valid
            billing,,valid
            ops,,valid
            reporting,,valid
            user,,valid
            users,,valid
            old,,invalid
            unused,,invalid-temporarily

            """),
        ("customer_groups.csv", "customer_id,group,permission,context\nACME,reporting,ro,same\n"),
        ("customer_user_groups.csv",
            """
            login,group,permission
            anna,billing,ro
            anna,billing,rw
            anna,old,ro
            jose,ops,rw
            jose,user,ro
            jose,users,ro
            ines,billing,ro

            """),
        ("services.csv",
            """
            name,comment,valid
            Mail,,valid
            Mail::Archive,,valid
            Network,,valid
            Network::Setup,,valid
            Network::VPN,,valid
            Old,,invalid
            Old::Child,,valid

            """),
        ("default_services.csv", "service\nMail\nNetwork::Setup\n"),
        ("customer_user_services.csv", "login,service\ncarla,Network::VPN\ntheo,Old::Child\n"),
        ("settings.json", """{ "CustomerGroupSupport": true, "CustomerGroupAlwaysGroups": ["users"], "CustomerGroupNever": ["admins"] }"""),
    ];
}
