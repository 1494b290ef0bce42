using Rexpondo.Relations.Web.Cli;

return await CommandLine.RunAsync(args);
