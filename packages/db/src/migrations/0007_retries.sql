-- Chains of runs: a run that failed, was cancelled or crashed is continued by another one, once.
alter table runner.run add column retry_of text;
alter table runner.run add column mode text not null default 'stale';
-- How far versions were published when the run began, and when a step read its inputs (materialization.published).
alter table runner.run add column mark bigint not null default 0;
alter table runner.step add column mark bigint;
-- What was observed of the step's source.
alter table runner.step add column source json;

-- Of the runs that are there it is not known: all that there is now.
update runner.run set mark = (select coalesce(max(published), 0) from runner.materialization);

create unique index run_retry_of on runner.run (retry_of) where retry_of is not null;
create index run_root on runner.run (root_run_id, run_id);
