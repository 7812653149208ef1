-- What people query: jobs, batch_runs, model_versions, with the names of the specification.

-- The specification's statements use it; the extension uuid-ossp has it too.
do $$
begin
  if to_regprocedure('uuid_generate_v4()') is null then
    create function public.uuid_generate_v4() returns uuid language sql volatile as 'select gen_random_uuid()';
  end if;
end
$$;

create table public.jobs (
  job_id uuid primary key,
  job_title text not null,
  company_name text,
  location text,
  posted_date date,
  job_description text,
  -- 'Python, SQL, AWS'
  skills_required text,
  salary_min numeric,
  salary_max numeric,
  has_salary boolean not null default false,
  has_skills boolean not null default false,
  url text,
  source text,
  search_query text,
  -- From 0 to 1.
  data_quality_score numeric,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp,

  -- The batch that last changed the content. As text, so that the specification's placeholders compare.
  batch_id text,
  language text,
  country text,
  country_code text,
  city text,
  district text,
  department text,
  region text,
  is_remote boolean,
  remote_share numeric,
  salary_currency text,
  salary_period text,
  salary_stated_min numeric,
  salary_stated_max numeric,
  salary_is_predicted boolean,
  salary_is_suspect boolean,
  contract_type text,
  working_time text,
  category text,
  latitude double precision,
  longitude double precision,

  -- Which partition of the asset `exported` the row comes from, and in which of its versions it last changed.
  batch_date date,
  partition text,
  version_id text,

  skills text[] generated always as (string_to_array(nullif(skills_required, ''), ', ')) stored
);

create index jobs_posted_date on public.jobs (posted_date);
create index jobs_location on public.jobs (location);
create index jobs_company_name on public.jobs (company_name);
create index jobs_created_at on public.jobs (created_at);
create index jobs_partition on public.jobs (partition);
create index jobs_skills on public.jobs using gin (skills);

create table public.batch_runs (
  batch_id text not null,
  batch_date date not null,
  -- collect, validate, enrich, vectorize, export
  stage text not null,
  -- in_progress, success, failed, cancelled, crashed, rolled_back
  status text not null,
  jobs_collected integer not null default 0,
  jobs_validated integer not null default 0,
  jobs_enriched integer not null default 0,
  jobs_vectorized integer not null default 0,
  jobs_inserted integer not null default 0,
  jobs_updated integer not null default 0,
  -- The rejects of the stage.
  jobs_failed integer not null default 0,
  error_message text,
  -- The stage's own time.
  execution_time_seconds numeric,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp,
  run_id text,
  primary key (batch_id, stage)
);

create index batch_runs_batch_date on public.batch_runs (batch_date);
create index batch_runs_created_at on public.batch_runs (created_at);

create table public.model_versions (
  model_version text primary key,
  model_type text not null default 'tfidf',
  vectorizer_path text,
  matrix_path text,
  trained_on_jobs_count integer,
  feature_count integer,
  ngram_range text,
  -- active, archived
  status text not null default 'active',
  created_by text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp,
  activated_at timestamptz,
  -- A person chose it: a new model does not take its place by itself.
  pinned boolean not null default false,
  run_id text,
  data_version text,
  metadata jsonb not null default '{}'
);

create index model_versions_status on public.model_versions (status, activated_at);

-- Of several active models the one that was activated last counts, however its status was set.
create function public.model_versions_activated() returns trigger language plpgsql as $$
begin
  new.activated_at := clock_timestamp();
  new.updated_at := clock_timestamp();
  return new;
end
$$;

create trigger model_versions_inserted before insert on public.model_versions
  for each row when (new.status = 'active' and new.activated_at is null)
  execute function public.model_versions_activated();

create trigger model_versions_activated before update of status on public.model_versions
  for each row when (new.status = 'active' and old.status is distinct from new.status)
  execute function public.model_versions_activated();

create view public.recent_jobs as
  select *, current_date - posted_date as days_since_posted
  from public.jobs
  where posted_date >= current_date - 7;

create view public.complete_jobs as
  select *, current_date - posted_date as days_since_posted
  from public.jobs
  where job_title <> '' and job_description <> '' and has_salary and has_skills;

-- For the newest batch date: what each stage came to.
create function public.latest_batch_status() returns setof public.batch_runs language sql stable as $$
  select newest.*
  from (
    select distinct on (stage) *
    from public.batch_runs
    where batch_date = (select max(batch_date) from public.batch_runs)
    order by stage, created_at desc, updated_at desc, batch_id desc
  ) newest
  order by created_at, stage
$$;

create view public.latest_batch_status as select * from public.latest_batch_status();
