-- Inspections of what villages make public: who looked, when, and how the village was chosen.
create table inspection (
  id text not null primary key,
  village text not null,
  chosen text not null,
  seed text not null,
  opened_by text,
  opened bigint not null
);

create index inspection_village on inspection (village, opened);

-- What an inspection found, and whether it was put right.
create table inspection_finding (
  inspection text not null references inspection (id),
  number bigint not null,
  kind text not null,
  item text not null,
  term text not null,
  words text not null,
  seen_by text,
  seen bigint not null,
  state text not null,
  due text,
  answer text not null default '',
  answered_by text,
  answered bigint,
  said text not null default '',
  judged_by text,
  judged bigint,
  primary key (inspection, number)
);

create index inspection_finding_state on inspection_finding (state, due);

-- Of which findings the supervisors were told that they are not put right in time, in which colour.
create table inspection_late (
  inspection text not null,
  number bigint not null,
  due text not null,
  colour text not null,
  entry bigint not null,
  primary key (inspection, number, due, colour)
);
