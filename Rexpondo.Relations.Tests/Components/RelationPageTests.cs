using Bunit;
using Microsoft.AspNetCore.Components.Rendering;
using Rexpondo.Relations.Core;
using Rexpondo.Relations.Tests.Records;
using Rexpondo.Relations.Web.Components.Matrix;
using Rexpondo.Relations.Web.State;

namespace Rexpondo.Relations.Tests.Components;

/// <summary>What the pages of relation screens share.</summary>
public sealed class RelationPageTests : ScreenContext
{
    [Fact]
    public async Task Name_ThatIsAsItWas_DrawsNothing()
    {
        var (billing, ops) = (Desk.Group("billing"), Desk.Group("ops"));
        var page = Render<OneName>(parameters => parameters.Add(p => p.Id, billing.Value));
        var records = new RecordDesk(Desk);
        await RecordDesk.Saved(records.SaveAsync(records.Groups, ops, fields => fields with { Name = "operations" }));
        await page.InvokeAsync(page.Instance.Hear);
        (page.Markup, page.RenderCount).Should().Be(("billing", 1));

        await RecordDesk.Saved(records.SaveAsync(records.Groups, billing, fields => fields with { Name = "invoices" }));
        await page.InvokeAsync(page.Instance.Hear);

        (page.Markup, page.RenderCount).Should().Be(("invoices", 2));
    }

    private sealed class OneName : RelationPage
    {
        protected override RelationSide Side => RelationSide.Group;

        protected override RelationModule Module => RelationModule.Groups;

        public void Hear() => TakeName();

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Fixed?.Name);
    }
}
