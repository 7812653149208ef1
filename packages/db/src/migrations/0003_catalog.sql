-- The memory of the asset graph. Times are milliseconds since 1970, UTC. A partition that is null (the asset has none)
-- is written as the empty string where it belongs to a key.

create table runner.run (
  run_id text primary key,
  root_run_id text not null,
  status text not null,
  trigger text not null,
  selection text not null,
  partitions text[] not null,
  owner json not null,
  started_at double precision not null,
  ended_at double precision
);

create index run_started_at on runner.run (started_at desc, run_id desc);
create index run_running on runner.run (run_id) where status = 'running';

create table runner.step (
  run_id text not null references runner.run on delete cascade,
  asset text not null,
  partition text not null,
  -- Its place in the plan.
  ordinal integer not null,
  status text not null,
  reason text not null,
  attempts integer not null,
  changed boolean,
  data_version text,
  metadata json not null,
  error json,
  started_at double precision,
  ended_at double precision,
  primary key (run_id, asset, partition)
);

create index step_asset_partition on runner.step (asset, partition, run_id desc)
  where status not in ('pending', 'fresh', 'unchanged', 'skipped', 'blocked');

create table runner.event (
  run_id text not null references runner.run on delete cascade,
  sequence integer not null,
  at double precision not null,
  kind text not null,
  asset text,
  partition text,
  data json not null,
  primary key (run_id, sequence)
);

-- Published versions and refused ones. Not tied to runs: a version outlives the record of its run.
create table runner.materialization (
  id text primary key,
  asset text not null,
  partition text not null,
  run_id text not null,
  -- A check refused it: it never was current.
  is_refused boolean not null,
  published bigint generated always as identity,
  -- The whole record.
  record json not null
);

create index materialization_asset on runner.materialization (asset, is_refused, partition, published desc);
create index materialization_run on runner.materialization (run_id);

create table runner.current_version (
  asset text not null,
  partition text not null,
  materialization_id text not null references runner.materialization,
  primary key (asset, partition)
);

-- Who may publish an asset partition. The row stays when a claim ends: its token must only grow.
create table runner.claim (
  asset text not null,
  partition text not null,
  token bigint not null,
  run_id text,
  owner json,
  primary key (asset, partition)
);

create index claim_run on runner.claim (run_id) where run_id is not null;

create table runner.memory (
  asset text not null,
  partition text not null,
  root_run_id text not null,
  key text not null,
  value json not null,
  primary key (asset, partition, root_run_id, key)
);

-- What checks found, over time.
create view runner.check_result as
  select
    materialization.id as materialization_id,
    materialization.asset,
    nullif(materialization.partition, '') as partition,
    materialization.run_id,
    to_timestamp((materialization.record->>'endedAt')::double precision / 1000) as checked_at,
    finding.value->>'name' as name,
    finding.value->>'severity' as severity,
    (finding.value->>'passed')::boolean as passed,
    finding.value->>'message' as message
  from runner.materialization, json_array_elements(record->'checks') as finding;

-- Requests to sources with a quota, counted over the windows of the quota by all processes together.
create table runner.request (
  source text not null,
  at timestamptz not null,
  requests integer not null default 1
);

create index request_source_at on runner.request (source, at);
