-- What the service does by itself: runs that wait, schedules and their ticks, backfills. Times are milliseconds since
-- 1970, UTC.

-- The services that live, each known by its heartbeat.
create table runner.service (
  id text primary key,
  url text not null,
  owner json not null,
  started_at double precision not null,
  seen_at double precision not null,
  -- It takes no further work.
  is_draining boolean not null default false
);

create table runner.backfill (
  id text primary key,
  from_date date not null,
  to_date date not null,
  selection text not null,
  source text,
  -- running, paused, cancelled
  state text not null,
  created_at double precision not null
);

-- Runs that were asked for. The id is the id of the run to be, so that an entry never becomes two runs.
create table runner.queue (
  run_id text primary key,
  -- queued, claimed, ended
  state text not null,
  -- What to materialize: selection, stale, partition, source.
  request json not null,
  trigger text not null,
  selection text not null,
  partitions text[] not null,
  -- Greater ones first.
  priority integer not null,
  pool text not null,
  backfill_id text references runner.backfill on delete cascade,
  queued_at double precision not null,
  -- The service that has it, and until when it has it unless it renews.
  service_id text,
  claimed_until double precision,
  -- Somebody wants it to end.
  is_cancelled boolean not null default false,
  -- How it ended: success, failed, cancelled, crashed, nothing (it was all fresh).
  outcome text,
  reason text not null default '',
  ended_at double precision
);

create index queue_waiting on runner.queue (priority desc, queued_at, run_id) where state = 'queued';
create index queue_claimed on runner.queue (service_id) where state = 'claimed';
create index queue_backfill on runner.queue (backfill_id) where backfill_id is not null;
create index queue_queued_at on runner.queue (queued_at desc);

-- How far each schedule has been looked after: every tick up to here has a row, or came before the schedule.
create table runner.schedule (
  name text primary key,
  is_paused boolean not null default false,
  looked_at double precision not null
);

-- One row a moment at which a schedule was due, so that a tick makes at most one run.
create table runner.tick (
  schedule text not null references runner.schedule on delete cascade,
  at double precision not null,
  -- queued (see its run), missed, paused
  state text not null,
  run_id text,
  reason text not null,
  noticed_at double precision not null,
  primary key (schedule, at)
);

create index tick_run on runner.tick (run_id) where run_id is not null;
