-- Indexes for what the page, the API and `--where` ask: values whatever their case, and lists in their order.

-- The list of ads, newest first; ranges of days as before.
drop index if exists public.jobs_posted_date;
create index jobs_posted_date on public.jobs (posted_date desc nulls last, job_id);
create index jobs_pay on public.jobs (coalesce(salary_max, salary_min) desc nulls last, job_id);
create index jobs_city_folded on public.jobs (lower(city));
create index jobs_company_folded on public.jobs (lower(company_name));
create index jobs_skills_folded on public.jobs using gin (string_to_array(lower(skills_required), ', '));

-- A change waits for an export that is forgetting the note, and an export for a change that relies on it: else a change
-- could end up unnoted and unseen. The note is written once a transaction and partition.
create or replace function runner.note_outside_change() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.partition is not null then
    insert into runner.outside_change (partition) values (old.partition)
      on conflict (partition) do update set noticed_at = excluded.noticed_at
      where outside_change.noticed_at < current_timestamp;
  end if;
  if tg_op <> 'DELETE' and new.partition is not null then
    insert into runner.outside_change (partition) values (new.partition)
      on conflict (partition) do update set noticed_at = excluded.noticed_at
      where outside_change.noticed_at < current_timestamp;
  end if;
  return null;
end
$$;
