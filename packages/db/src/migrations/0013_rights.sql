-- Who may change jobs need not have rights on our own tables: what notes the change has ours, and finds nobody else's
-- names. (`create or replace` takes both away again.)
alter function runner.note_outside_change() security definer set search_path = pg_catalog, pg_temp;
alter function runner.note_truncation() security definer set search_path = pg_catalog, pg_temp;
