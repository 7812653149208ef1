-- What lies beneath the rows of jobs is kept in columns like theirs, which is several times faster than JSON to write.
--
-- A row of either table is a claim: what a partition of `exported` says of an ad, with its books.

create table runner.job_claim as
  select shadow.claimed, shadow.job_id, shadow.partition,
  claim.job_title, claim.company_name, claim.location, claim.posted_date, claim.job_description,
  claim.skills_required, claim.salary_min, claim.salary_max, claim.has_salary, claim.has_skills, claim.url,
  claim.source, claim.search_query, claim.data_quality_score, claim.language, claim.country, claim.country_code,
  claim.city, claim.district, claim.department, claim.region, claim.is_remote, claim.remote_share,
  claim.salary_currency, claim.salary_period, claim.salary_stated_min, claim.salary_stated_max,
  claim.salary_is_predicted, claim.salary_is_suspect, claim.contract_type, claim.working_time, claim.category,
  claim.latitude, claim.longitude, claim.created_at, claim.updated_at, claim.batch_id, claim.batch_date,
  claim.version_id
  from runner.job_shadow shadow, jsonb_populate_record(null::public.jobs, shadow.content) claim;

drop table runner.job_shadow;
alter table runner.job_claim rename to job_shadow;
-- Empty for rows that no partition wrote.
alter table runner.job_shadow alter column partition set not null;
alter table runner.job_shadow add constraint job_shadow_pkey primary key (job_id, partition);
create index job_shadow_partition on runner.job_shadow (partition);
-- Among equal dates the claim that was made last goes first.
alter table runner.job_shadow alter column claimed set not null;
alter table runner.job_shadow alter column claimed add generated always as identity;
select setval(pg_get_serial_sequence('runner.job_shadow', 'claimed'), coalesce(max(claimed), 0) + 1, false)
  from runner.job_shadow;

create table runner.job_claim as
  select history.version_id as replaced_by, history.job_id, history.partition,
  claim.job_title, claim.company_name, claim.location, claim.posted_date, claim.job_description,
  claim.skills_required, claim.salary_min, claim.salary_max, claim.has_salary, claim.has_skills, claim.url,
  claim.source, claim.search_query, claim.data_quality_score, claim.language, claim.country, claim.country_code,
  claim.city, claim.district, claim.department, claim.region, claim.is_remote, claim.remote_share,
  claim.salary_currency, claim.salary_period, claim.salary_stated_min, claim.salary_stated_max,
  claim.salary_is_predicted, claim.salary_is_suspect, claim.contract_type, claim.working_time, claim.category,
  claim.latitude, claim.longitude, claim.created_at, claim.updated_at, claim.batch_id, claim.batch_date,
  claim.version_id
  from runner.job_history history, jsonb_populate_record(null::public.jobs, history.content) claim;

drop table runner.job_history;
alter table runner.job_claim rename to job_history;
-- The version after which the partition did not say this any more.
alter table runner.job_history alter column replaced_by set not null;
alter table runner.job_history add constraint job_history_pkey primary key (replaced_by, job_id);
