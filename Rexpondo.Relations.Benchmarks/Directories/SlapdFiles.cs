using System.Globalization;
using System.Text;

namespace Rexpondo.Relations.Benchmarks.Directories;

/// <summary>What a <see cref="Slapd"/> is configured with, and what is in every directory of the tests.</summary>
internal static class SlapdFiles
{
    /// <summary>The entries above the persons, and the one that reads them, as LDIF.</summary>
    public static string Frame { get; } =
        $"""
        dn: {Slapd.Base}
        objectClass: dcObject
        objectClass: organization
        o: Example
        dc: example

        dn:: {Base64(Slapd.Reader)}
        objectClass: organizationalRole
        objectClass: simpleSecurityObject
        cn:: {Base64("Leserin Ü")}
        userPassword:: {Base64(Slapd.Password)}

        dn: ou=people,{Slapd.Base}
        objectClass: organizationalUnit
        ou: people

        dn:: {Base64(Slapd.People)}
        objectClass: organizationalUnit
        ou:: {Base64("Zürich")}

        dn: ou=Genf,ou=people,{Slapd.Base}
        objectClass: organizationalUnit
        ou: Genf

        dn: {Slapd.Elsewhere}
        objectClass: organizationalUnit
        ou: elsewhere


        """;

    /// <summary>Its <c>slapd.conf</c>.</summary>
    /// <param name="folder">Where its certificate, its key and its data are.</param>
    /// <param name="sizeLimit">So many entries the reader is given at most.</param>
    public static string Configuration(string folder, int sizeLimit) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        include /etc/ldap/schema/core.schema
        include /etc/ldap/schema/cosine.schema
        include /etc/ldap/schema/inetorgperson.schema
        modulepath /usr/lib/ldap
        moduleload back_mdb
        TLSCertificateFile {folder}/server.pem
        TLSCertificateKeyFile {folder}/server.key
        sizelimit {sizeLimit}
        database mdb
        maxsize 268435456
        dbnosync
        suffix "{Slapd.Base}"
        rootdn "{Slapd.Root}"
        rootpw {Slapd.RootPassword}
        directory {folder}/data
        index objectClass eq
        access to attrs=userPassword by anonymous auth by * none
        access to * by dn.exact="{Slapd.Reader}" read by * none

        """);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
