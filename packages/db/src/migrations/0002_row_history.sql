-- What lies beneath the rows of jobs, so that every export can be taken back.
--
-- Each partition of `exported` claims its ads with some content. In jobs stands the claim of the newest batch date;
-- the others wait in job_shadow. job_history keeps what a version of a partition changed or withdrew.

create table runner.job_shadow (
  job_id uuid not null,
  partition text not null,
  batch_date date,
  -- Among equal dates the claim that was made last goes first.
  claimed bigint generated always as identity,
  -- The whole row of jobs, as it was or would have been.
  content jsonb not null,
  primary key (job_id, partition)
);

create index job_shadow_partition on runner.job_shadow (partition);

create table runner.job_history (
  version_id text not null,
  job_id uuid not null,
  partition text not null,
  -- The partition's claim before the version.
  content jsonb not null,
  primary key (version_id, job_id)
);

create index job_history_partition on runner.job_history (partition);

-- Partitions whose rows someone changed who is not the exporter.
create table runner.outside_change (
  partition text primary key,
  noticed_at timestamptz not null default clock_timestamp()
);

create function runner.note_outside_change() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.partition is not null then
    insert into runner.outside_change (partition) values (old.partition) on conflict do nothing;
  end if;
  if tg_op <> 'DELETE' and new.partition is not null then
    insert into runner.outside_change (partition) values (new.partition) on conflict do nothing;
  end if;
  return null;
end
$$;

create function runner.note_truncation() returns trigger language plpgsql as $$
begin
  insert into runner.outside_change (partition)
    select distinct partition from public.jobs where partition is not null
    on conflict do nothing;
  return null;
end
$$;

create trigger jobs_outside_change after insert or update or delete on public.jobs
  for each row when (current_setting('jobgraph.exporting', true) is distinct from 'on')
  execute function runner.note_outside_change();

create trigger jobs_truncated before truncate on public.jobs
  for each statement execute function runner.note_truncation();
