-- Runs can be rolled back: versions know what was current before them, and what was taken back waits for a person.

-- The version that was current before; one that is no longer kept is still named. Null where there was none.
alter table runner.materialization add column previous_id text;
-- When it was taken back, milliseconds since 1970. It is kept for a while, and counts as never published.
alter table runner.materialization add column rolled_back_at double precision;

update runner.materialization set previous_id = before.previous_id
from (
  select id, lag(id) over (partition by asset, partition order by published) as previous_id
  from runner.materialization
  where not is_refused
) before
where before.id = materialization.id;

create index materialization_previous on runner.materialization (previous_id) where previous_id is not null;

create table runner.hold (
  asset text not null,
  partition text not null,
  run_id text not null,
  at double precision not null,
  primary key (asset, partition)
);

-- The versions of the partitions of `exported` whose rows can be taken back: the newest of a partition first.
create table runner.job_version (
  version_id text primary key,
  partition text not null,
  exported bigint generated always as identity
);

create index job_version_partition on runner.job_version (partition, exported desc);

insert into runner.job_version (version_id, partition)
  select id, partition from runner.materialization
  where asset = 'exported' and not is_refused
  order by published;
