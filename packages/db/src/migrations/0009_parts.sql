-- Which versions refer to which parts of artifacts, and which parts wait to be removed.

create table runner.part_reference (
  hash text not null,
  version_id text not null references runner.materialization on delete cascade,
  primary key (hash, version_id)
);

create index part_reference_version on runner.part_reference (version_id);

insert into runner.part_reference (hash, version_id)
  select distinct part->>'hash', id
  from runner.materialization, lateral (
    select value as part from json_array_elements(record->'manifest'->'parts')
    union all
    select value from json_array_elements(record->'manifest'->'rejects')
  ) parts;

-- Parts that nothing referred to when somebody looked. Those that nothing refers to after a grace period are removed.
create table runner.condemned_part (
  hash text primary key,
  -- Milliseconds since 1970, UTC.
  at double precision not null
);

create index condemned_part_at on runner.condemned_part (at);
