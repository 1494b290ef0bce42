-- Why unsaved changes are made, as far as the agent has typed it: it goes along with their save into the change set.
ALTER TABLE draft ADD COLUMN reason TEXT NOT NULL DEFAULT '';
