-- What was made public, in entries that hold what everybody may read and nothing else.
create table publication (
  entry bigint primary key,
  village text not null,
  case_id text not null references affair_case (id),
  what text not null,
  number bigint not null,
  affair text not null,
  title text not null,
  step text not null,
  day text not null,
  moment bigint not null
);
create unique index publication_of on publication (case_id, what, number);
create index publication_village on publication (village, entry);
