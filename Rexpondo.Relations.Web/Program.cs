using Rexpondo.Relations.Web;

await RelationsApp.Build(args).RunAsync();
