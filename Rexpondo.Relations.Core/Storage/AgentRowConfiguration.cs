using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Rexpondo.Relations.Core.Storage;

/// <summary>Where an agent is stored; the table itself is said in <c>001-desk.sql</c>.</summary>
internal sealed class AgentRowConfiguration : IEntityTypeConfiguration<AgentRow>
{
    public void Configure(EntityTypeBuilder<AgentRow> builder)
    {
        builder.ToTable("agent");
        builder.HasKey(agent => agent.Id);
        builder.Property(agent => agent.Id).HasColumnName("id");
        builder.Property(agent => agent.Login).HasColumnName("login");
        builder.Property(agent => agent.LoginFolded).HasColumnName("login_folded");
        builder.Property(agent => agent.PasswordHash).HasColumnName("password_hash");
        builder.Property(agent => agent.Role).HasColumnName("role");
        builder.Property(agent => agent.Disabled).HasColumnName("disabled");
        builder.Property(agent => agent.Stamp).HasColumnName("stamp");
        builder.Property(agent => agent.LastSignIn).HasColumnName("last_sign_in").HasConversion(
            at => at!.Value.ToUnixTimeMilliseconds(),
            milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
    }
}
