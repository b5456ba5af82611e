-- What is made public of a village, by item of the catalogue and the days that it covers; every version stays.
create table disclosure (
  village text not null,
  item text not null,
  term text not null,
  version bigint not null,
  state text not null,
  content text not null,
  hash blob not null,
  reason text not null,
  release_on text not null,
  rules blob not null,
  prepared_by text,
  prepared bigint not null,
  reviewed_by text,
  reviewed bigint,
  returned_why text not null default '',
  public_on text,
  entry bigint not null,
  primary key (village, item, term, version)
);

create index disclosure_state on disclosure (state, village);

-- Of which slots the supervisors were told that they are late, in which colour.
create table disclosure_late (
  village text not null,
  item text not null,
  term text not null,
  colour text not null,
  entry bigint not null,
  primary key (village, item, term, colour)
);

-- Questions about what is public. Whoever asks gives no name.
create table question (
  id text not null primary key,
  village text not null,
  about text not null,
  subject text not null,
  line text not null,
  words text not null,
  asked bigint not null,
  due text not null,
  state text not null,
  answer text not null default '',
  answered_by text,
  answered bigint,
  hidden_by text,
  hidden bigint,
  hidden_why text not null default ''
);

create index question_village on question (village, asked);
create index question_subject on question (village, about, subject);
create index question_waiting on question (state, due);

-- Of which questions the supervisors were told that they wait too long, in which colour.
create table question_late (
  question text not null,
  colour text not null,
  entry bigint not null,
  primary key (question, colour)
);
