-- While removals of a back end wait for somebody's yes: how many of its persons were valid when they began to wait. The limit is a
-- share of these; whoever comes meanwhile does not raise it. NULL while none wait.
ALTER TABLE back_end_state ADD COLUMN valid INTEGER;
