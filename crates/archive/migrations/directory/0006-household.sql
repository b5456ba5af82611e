-- By what a household without a telephone reads its own matters: a code on paper. Only its hash is kept; the latest alone counts.
create table household_code (
  village text not null,
  household text not null,
  hash blob not null,
  given bigint not null,
  primary key (village, household)
);
create unique index household_code_hash on household_code (hash);

-- A number on its way to a telephone. Nobody's where name and telephone are not in the roster together: then no number is right.
create table phone_code (
  ticket blob not null primary key,
  person text,
  hash blob not null,
  tries bigint not null,
  expires bigint not null
);

-- Villagers who read their own household's matters. Kept for a while after they have ended, so that the household reads who looked.
create table household_session (
  token blob not null primary key,
  person text not null,
  village text not null,
  household text not null,
  way text not null check (way in ('phone', 'code', 'helper')),
  helper text,
  opened bigint not null,
  last_seen bigint not null,
  idle_ms bigint not null,
  expires bigint not null,
  ended bigint,
  csrf text not null
);
create index household_session_home on household_session (village, household, opened);
