using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>
/// Where the password of the bind is. It is read anew for each connection, kept nowhere and told nobody; neither is what stands
/// in the keys, which by mistake may be the password itself.
/// </summary>
internal sealed partial class LdapPassword
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string? file;
    private readonly string? variable;
    private readonly byte[] key = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);
    private volatile byte[]? refused;

    private LdapPassword(string? file, string? variable) => (this.file, this.variable) = (file, variable);

    /// <summary>True while the password is still the one that a server refused.</summary>
    public bool IsRefused
    {
        get
        {
            try
            {
                return refused is { } earlier && CryptographicOperations.FixedTimeEquals(Trace(Read()), earlier);
            }
            catch (SourceException)
            {
                return true; // it may be on its way
            }
        }
    }

    /// <summary>From the keys <c>passwordFile</c> and <c>passwordVariable</c>; null if the bind needs none, or a key is wrong.</summary>
    public static LdapPassword? Of(BackEndKeys keys, string? bindDn)
    {
        var (file, variable) = (keys.PathOf("passwordFile", required: false), keys.Text("passwordVariable", required: false));
        if (keys.Has("password"))
        {
            keys.Mistake("password", "a password does not belong here; use passwordFile or passwordVariable");
        }
        else if (variable is not null && !NameOfVariable().IsMatch(variable))
        {
            keys.Mistake("passwordVariable", "is no name of an environment variable; the password itself does not belong here");
        }
        else if (file is not null && variable is not null)
        {
            keys.Mistake("passwordVariable", "there is passwordFile, too; only one of them is possible");
        }
        else if (bindDn is not null && !keys.Has("passwordFile") && !keys.Has("passwordVariable"))
        {
            keys.Mistake("bindDn", "a password is needed; use passwordFile or passwordVariable");
        }
        else if (!keys.Has("bindDn") && (file ?? variable) is not null)
        {
            keys.Mistake("bindDn", "is missing; there is a password");
        }

        return file is null && variable is null ? null : new LdapPassword(file, variable);
    }

    /// <summary>The password, without a byte order mark before it and the line break at its end.</summary>
    /// <exception cref="SourceException">There is none. An empty one is none: a server may take a bind with it as anonymous.</exception>
    public string Read()
    {
        var (text, where) = file is null ? (OfVariable(variable!), "passwordVariable") : (OfFile(file), "passwordFile");
        var password = text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;

        // A zero would end it for the client below: the server would see another password, or none.
        return password.Length == 0 ? throw new SourceException($"{where}: the password is empty")
            : password.Any(char.IsControl) ? throw new SourceException($"{where}: the password has a control character in it, such as a line break")
            : password;
    }

    /// <summary>A server refused this password; until it is another one, <see cref="IsRefused"/> says so.</summary>
    public void Refused(string password) => refused = Trace(password);

    /// <summary>A server took it.</summary>
    public void Taken() => refused = null;

    private static string OfVariable(string variable) =>
        Environment.GetEnvironmentVariable(variable) ?? throw new SourceException("passwordVariable: there is no such environment variable");

    private static string OfFile(string file)
    {
        try
        {
            var text = Strict.GetString(File.ReadAllBytes(file));
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SourceException("passwordFile: there is no such file");
        }
        catch (UnauthorizedAccessException)
        {
            throw new SourceException("passwordFile: the program may not read it, or it is no file");
        }
        catch (IOException)
        {
            throw new SourceException("passwordFile: cannot be read");
        }
        catch (DecoderFallbackException)
        {
            // Its message, and the exception itself, would quote bytes of the password.
            throw new SourceException("passwordFile: is no text (UTF-8)");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex NameOfVariable();

    // Tells whether two are the same, and nothing else.
    private byte[] Trace(string password) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(password));
}
