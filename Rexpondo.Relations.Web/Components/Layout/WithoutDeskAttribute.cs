namespace Rexpondo.Relations.Web.Components.Layout;

/// <summary>A page that shows nothing of the desk, so that it need not wait until that is read.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class WithoutDeskAttribute : Attribute;
