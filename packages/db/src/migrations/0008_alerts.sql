-- Conditions that somebody should know of, and what was sent about them. Times are milliseconds since 1970, UTC.

create table runner.alert (
  id bigint generated always as identity primary key,
  -- slow_stage, stage_failed, high_error_rate, pipeline_timeout, freshness, quota
  kind text not null,
  -- What it is about: an asset partition of a run, an asset, a source.
  subject text not null,
  message text not null,
  run_id text,
  opened_at double precision not null,
  -- Null while the condition lasts.
  recovered_at double precision
);

-- A condition that lasts is one alert, whoever notices it.
create unique index alert_open on runner.alert (kind, subject) where recovered_at is null;
create index alert_opened_at on runner.alert (opened_at desc);

create table runner.alert_delivery (
  alert_id bigint not null references runner.alert on delete cascade,
  -- opened, recovered
  about text not null,
  channel text not null,
  -- pending, sent, failed
  state text not null,
  attempts integer not null default 0,
  detail text not null default '',
  -- When it may be tried (again).
  due_at double precision not null,
  sent_at double precision,
  primary key (alert_id, about, channel)
);

create index alert_delivery_due on runner.alert_delivery (due_at) where state = 'pending';
