-- The emergency lane (应急办理): cases in which something was done first, and until when the rest must be made up.
create table emergency (
  case_id text primary key references affair_case (id),
  village text not null,
  ground text not null,
  opened bigint not null,
  ratify_by text not null,
  acted bigint not null,
  ratified bigint,
  lapsed bigint
);
create index emergency_limit on emergency (lapsed, ratify_by);
