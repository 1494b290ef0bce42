using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

// Writes one embedded resource of an assembly to a file, if it is the one we know.
// The assembly is read as data and never loaded, so the package of one platform serves them all.
if (args is not [var assembly, var resource, var expectedSha256, var target])
{
    Console.Error.WriteLine("usage: BlazorScript <assembly> <resource> <sha256> <target>");
    return 2;
}

var script = Read(assembly, resource);
var actualSha256 = Convert.ToHexStringLower(SHA256.HashData(script));
if (actualSha256 != expectedSha256)
{
    Console.Error.WriteLine($"BlazorScript : error : {resource} in {assembly} has sha256 {actualSha256}, expected {expectedSha256}. Nothing was written.");
    return 1;
}

Directory.CreateDirectory(Path.GetDirectoryName(target)!);
File.WriteAllBytes(target, script);
return 0;

static byte[] Read(string assembly, string name)
{
    using var portableExecutable = new PEReader(File.OpenRead(assembly));
    var metadata = portableExecutable.GetMetadataReader();
    var resource = metadata.ManifestResources
        .Select(metadata.GetManifestResource)
        .Single(candidate => metadata.StringComparer.Equals(candidate.Name, name));

    var directory = portableExecutable.PEHeaders.CorHeader!.ResourcesDirectory;
    var reader = portableExecutable.GetSectionData(directory.RelativeVirtualAddress).GetReader();
    reader.Offset = (int)resource.Offset;
    return reader.ReadBytes(reader.ReadInt32());
}
