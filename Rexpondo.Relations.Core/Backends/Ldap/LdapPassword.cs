using System.Text;

namespace Rexpondo.Relations.Core.Backends.Ldap;

/// <summary>Where the password of the bind is. It is read anew for each connection, kept nowhere and told nobody.</summary>
/// <param name="File">Path of a file that holds nothing else, or null.</param>
/// <param name="Variable">Name of an environment variable, or null.</param>
internal sealed record LdapPassword(string? File, string? Variable)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>From the keys <c>passwordFile</c> and <c>passwordVariable</c>; null if the bind needs none, or a key is wrong.</summary>
    public static LdapPassword? Of(BackEndKeys keys, string? bindDn)
    {
        var (file, variable) = (keys.PathOf("passwordFile", required: false), keys.Text("passwordVariable", required: false));
        if (keys.Has("password"))
        {
            keys.Mistake("password", "a password does not belong here; use passwordFile or passwordVariable");
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

    /// <summary>The password, without the line break at its end.</summary>
    /// <exception cref="SourceException">There is none. An empty one is none: a server may take a bind with it as anonymous.</exception>
    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var (password, where) = Variable is { } variable
            ? (Environment.GetEnvironmentVariable(variable), $"environment variable {variable}")
            : (await FromFileAsync(File!, cancellationToken), $"passwordFile {File}");
        password = password is null ? throw new SourceException($"{where}: is not set")
            : password.EndsWith("\r\n", StringComparison.Ordinal) ? password[..^2]
            : password.EndsWith('\n') ? password[..^1]
            : password;
        return password.Length > 0 ? password : throw new SourceException($"{where}: the password is empty");
    }

    private static async Task<string> FromFileAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return Strict.GetString(await System.IO.File.ReadAllBytesAsync(file, cancellationToken));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SourceException($"passwordFile {file}: there is no such file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"passwordFile {file}: cannot be read: {e.Message}");
        }
        catch (DecoderFallbackException)
        {
            // Its message, and the exception itself, would quote bytes of the password.
            throw new SourceException($"passwordFile {file}: is no text (UTF-8)");
        }
    }
}
