-- What one registrar asked for and another person must check before it is in force: an office to be granted, a password to be
-- made anew.
create table second_check (
  id text primary key,
  act text not null,
  place text not null,
  person_id text not null references person (id),
  post text,
  starts text,
  ends text,
  opening bigint not null default 0,
  asked_by text not null references person (id),
  asked bigint not null,
  answered_by text references person (id),
  answered bigint,
  agreed bigint not null default 0,
  reason text not null default '',
  used bigint not null default 0
);
create index second_check_place on second_check (place, id);
create index second_check_person on second_check (person_id, id);

-- Under which check an office was granted; none for villagers' posts and for those with which a county was founded.
alter table mandate add column check_id text;
