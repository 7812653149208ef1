-- What shows that the owner of a running run still lives, and what others ask of it. By this database's own clock.
create table runner.lease (
  run_id text primary key references runner.run on delete cascade,
  expires_at timestamptz not null,
  renewals bigint not null default 0,
  -- Who asked for the run to be cancelled.
  cancelled_by text
);

insert into runner.lease (run_id, expires_at)
  select run_id, current_timestamp from runner.run where status = 'running';

-- The owner is that of the run.
alter table runner.claim drop column owner;
alter table runner.claim add column claimed_at double precision;
