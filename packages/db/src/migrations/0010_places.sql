-- The process that works on an entry itself, as `runner materialize` does; null for one that a service takes.
alter table runner.queue add column owner json;
-- Its service is ending: what is left of its run goes to another one.
alter table runner.queue add column is_handed_over boolean not null default false;
